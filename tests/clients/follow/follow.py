"""follow.py SERVICE FILE [FILTERS]: keeps in FILE what the service has, such as follow.py http://localhost:5080 rain.json tag=rain"""
import json, os, sys, time
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

service, file, filters = (*sys.argv[1:], "")[:3]
headers = {"X-Api-Key": os.environ["ARTICLEAPI_KEY"]} if "ARTICLEAPI_KEY" in os.environ else {}

def get(path):
    return urlopen(Request(f"{service}/v1/{path}&{filters}", headers=headers), timeout=60)

def save(cursor, articles):
    with open(file + ".new", "w") as new:
        json.dump({"cursor": cursor, "articles": articles}, new)
    os.replace(file + ".new", file)

def export():  # everything, and the cursor of a moment before
    with get("articles/export?") as answer:
        articles = {article["id"]: article for article in map(json.loads, answer)}
        save(answer.headers["Change-Cursor"], articles)

def follow():  # one page: what has changed by now, or else the next that does within 30 seconds
    mirror = json.load(open(file))
    with get(f"changes?after={mirror['cursor']}&include=document&limit=1000&wait=30") as answer:
        page = json.load(answer)
    for change in page["data"]:
        if change["op"] == "put":
            mirror["articles"][change["id"]] = change["document"]
        else:
            mirror["articles"].pop(change["id"], None)
    save(page["page"]["next"], mirror["articles"])

lost = not os.path.exists(file)
while True:
    try:
        lost = export() if lost else follow()
    except (HTTPException, OSError, KeyError) as error:  # a KeyError: the export was interrupted
        lost = lost or isinstance(error, HTTPError) and error.code == 410
        time.sleep(1 if lost else 5)
