# What the checks of generated clients share: `. ../shared/lib.sh BASE_URL`, from the folder of one of them.
# $base is the service, $openapi the document that clients are generated from; ARTICLEAPI_KEY is for the client.
base=${1:?check.sh BASE_URL}
openapi=$(realpath "${OPENAPI:-../../../openapi.json}")
ARTICLEAPI_KEY=$(cat "${ARTICLEAPI_KEY_FILE:-../../../src/ArticleApi/data/development.key}")
export ARTICLEAPI_KEY

# Nothing that was generated before is compiled again.
rm -rf generated
mkdir generated

npm_tools() {
  [ -x ../node_modules/.bin/openapi-ts ] || npm ci --prefix .. --no-progress
  bin=../node_modules/.bin
}
