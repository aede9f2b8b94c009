// Names of files in imports end in .js, as Node reads them.
export default {
  input: process.env.OPENAPI ?? "../../../openapi.json",
  output: { path: "generated/client", importFileExtension: ".js" },
  plugins: ["@hey-api/client-fetch", "@hey-api/sdk", "@hey-api/typescript"],
};
