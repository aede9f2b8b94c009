// What openapi.json says: its operations, with references put in and their examples at hand.
export function read(document) {
  const resolve = (node) => {
    while (node?.$ref) node = node.$ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
    return node;
  };
  // A schema of a name may have more beside it, such as a default.
  const whole = (schema) => {
    const { $ref, ...beside } = schema ?? {};
    const known = $ref ? { ...resolve({ $ref }), ...beside } : beside;
    return known.items ? { ...known, items: whole(known.items) } : known;
  };
  const operations = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!['get', 'post', 'put', 'patch', 'delete'].includes(method)) continue;
      // An answer without an end is not read to its end, and no time is spent on waiting for what does not come.
      if (operation.responses[200] && resolve(operation.responses[200]).content?.['text/event-stream']) continue;
      const body = resolve(operation.requestBody);
      const [mediaType, content] = Object.entries(body?.content ?? {})[0] ?? [];
      operations.push({
        path,
        method: method.toUpperCase(),
        name: `${method.toUpperCase()} ${path}`,
        parameters: (operation.parameters ?? []).map(resolve).filter(({ name }) => name !== 'wait').map((parameter) => ({ ...parameter, schema: whole(parameter.schema) })),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, response]) => [status, resolve(response)]),
        ),
        body: body && { mediaType, schema: content.schema, isRequired: body.required === true, example: exampleOf(content, resolve) },
        needsKey: operation.security?.every((choice) => Object.keys(choice).length > 0) ?? false,
      });
    }
  }
  return { document, operations, resolve };
}

function exampleOf(content, resolve) {
  if (content.example !== undefined) return content.example;
  const [first] = Object.values(content.examples ?? {});
  return resolve(first)?.value;
}

/** The address of an operation as its examples fill it in, without a query; null where they do not. */
export function addressOf(operation, values = {}) {
  let complete = true;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    const parameter = operation.parameters.find((known) => known.in === 'path' && known.name === name);
    const value = values[name] ?? parameter?.example;
    if (value === undefined) complete = false;
    return encodeURIComponent(value);
  });
  return complete ? path : null;
}

/** What stands in a body's example, as it is sent. */
export const bodyOf = (operation) =>
  operation.body && (typeof operation.body.example === 'string' ? operation.body.example : JSON.stringify(operation.body.example));

/** The documented response for a status: itself or, where the service fails, the one for all of these. */
export const responseFor = (operation, status) => operation.responses[status] ?? (status >= 500 ? operation.responses.default : undefined);
