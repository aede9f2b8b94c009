// What the rules are asked of: every operation of openapi.json with ids of the seeds and of things that are made for it.
import { addressOf, bodyOf } from './contract.mjs';
import frames from './frames.mjs';

const nobody = '00000000-0000-4000-8000-000000000000';

export async function build({ client, contract, keys, limited }) {
  const key = keys.all;
  const world = { client, contract, key, weakKey: keys.weak, writeKey: keys.write, limited };
  const call = async (method, path, body, type = 'application/json') => {
    const answer = await client.send({
      method,
      path,
      headers: [['X-Api-Key', key], ...(body ? [['Content-Type', type]] : []), ...(method === 'PATCH' ? [['If-Match', '*']] : [])],
      body: body && JSON.stringify(body),
    });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  };

  let number = 0;
  const headline = () => `Checked Article ${++number} of ${process.pid}`;
  const draft = () => ({ headline: headline(), bodyText: 'The ferry runs again from Monday.' });
  const picture = () => ({ altText: `Picture ${++number}`, caption: { raw: `The ferry in Kyiv, Ukraine, May ${(number % 28) + 1}, 2022. REUTERS/Gleb Garanich` } });
  const facts = () => ({ places: [{ locality: `Checkville ${++number}`, country: 'Turkey', countryCode: 'TR' }], date: { iso: '2019-03-12' }, agency: 'AP' });

  const article = await call('POST', '/v1/articles', { ...draft(), status: 'published', section: { name: 'Local' }, tags: [{ name: 'Ferries' }], images: [picture(), picture()] });
  const corrected = await call('POST', `/v1/articles/${article.id}/corrections`, { type: 'correction', text: 'The ferry runs from Tuesday.' });
  const image = await call('POST', '/v1/images', picture());
  const caption = await call('POST', '/v1/captions', { imageId: image.id, raw: 'The ferry in Kyiv, Ukraine, May 2, 2022. REUTERS/Gleb Garanich' });
  const dateline = await call('POST', '/v1/datelines', facts());
  // A package that a key names stays, whoever tries to delete it.
  const sold = await call('POST', '/v1/packages', { name: 'Checked', languages: ['en'] });
  await call('POST', '/v1/keys', { name: 'Of a package', scopes: ['articles:read'], packageId: sold.id });
  const held = await call('POST', '/v1/keys', { name: 'Checked', scopes: ['articles:read'] });
  const of = (path, images, captions, datelines) => (path.startsWith('/v1/packages') ? sold : path.startsWith('/v1/keys') ? held : path.startsWith('/v1/images') ? images : path.startsWith('/v1/captions') ? captions : path.startsWith('/v1/datelines') ? datelines : article).id;
  // What readers see, and what only keys do: nothing shows it, and it may be changed and deleted.
  const [shown] = article.images;
  const open = (path) => ({ ...mine(path), id: of(path, shown, shown.caption, shown.caption.dateline) });
  const mine = (path) => ({
    id: of(path, image, caption, dateline),
    imageId: article.images[0].id,
    correctionId: (corrected.corrections ?? []).at(-1)?.id,
    version: 1,
  });
  const renamed = await call('POST', '/v1/articles', { ...draft(), status: 'published' });
  await call('PATCH', `/v1/articles/${renamed.id}`, { slug: `${renamed.slug}-anew` }, 'application/merge-patch+json');
  world.renamed = { from: `/v1/articles/${renamed.slug}`, to: `/v1/articles/${renamed.slug}-anew` };

  // Reads: as everybody and with a key, by the seeds' ids and by our own, and some with a query.
  const queries = {
    '/v1/articles': ['limit=2', 'q=missile&highlight=true', 'facets=section,tag&limit=0', 'view=full&body=html&limit=2&total=exact'],
    '/v1/changes': ['limit=2'],
    '/v1/images': ['limit=2'],
    '/feeds/articles.rss': ['limit=2'],
    '/v1/articles/{id}': ['fields=headline,slug', 'body=text'],
  };
  const wanted = [];
  for (const operation of contract.operations.filter((known) => known.method === 'GET')) {
    const paths = [addressOf(operation), /\{/.test(operation.path) ? addressOf(operation, open(operation.path)) : null, ...(queries[operation.path] ?? []).map((query) => `${addressOf(operation)}?${query}`)];
    for (const path of new Set(paths.filter(Boolean)))
      for (const isKeyed of operation.needsKey ? [true] : [false, true]) wanted.push({ name: `${path}${isKeyed ? ' with a key' : ''}`, path, operation, isKeyed });
  }
  for (const path of ['/openapi/v1.json', '/problems/not-found', '/']) wanted.push({ name: path, path, isKeyed: false, isUnkeyed: true });
  world.reads = [];
  for (const read of wanted) {
    const first = await client.send({ path: read.path, headers: read.isKeyed ? [['X-Api-Key', key]] : [] });
    // A job is there only while one runs, and what examples name of keys and packages in Development alone.
    if (first.status === 200 || !/(jobs|keys|packages)\/\{id\}/.test(read.operation?.path)) world.reads.push({ ...read, first });
  }

  const requires = (operation, name) => operation.parameters.some((parameter) => parameter.in === 'header' && parameter.name === name && parameter.required);
  const write = (operation, path) => ({
    name: `${operation.method} ${path}`,
    path: path + (operation.path.endsWith('by-external-id') ? `?publisher=Checks&externalId=check-${process.pid}` : ''),
    operation,
    isKeyed: operation.needsKey,
    body: bodyOf(operation),
    headers: requires(operation, 'If-Match') ? [['If-Match', '*']] : [],
  });
  const changing = contract.operations.filter((known) => known.method !== 'GET');
  world.writes = changing.map((operation) => write(operation, addressOf(operation, mine(operation.path))));
  world.missingWrites = changing.filter((operation) => /\{id\}/.test(operation.path)).map((operation) => write(operation, addressOf(operation, { ...mine(operation.path), id: nobody })));
  world.missing = contract.operations
    .filter((operation) => operation.method === 'GET' && /\{id\}/.test(operation.path))
    .flatMap((operation) => [nobody, ...(operation.path === '/v1/articles/{id}' ? ['no-such-slug', 'néant'] : [])].map((id) => addressOf(operation, { ...mine(operation.path), id })).map((path) => ({ name: path, path, operation, isKeyed: true })))
    .concat([{ name: '/nothing', path: '/nothing' }, { name: '/v1/nothing', path: '/v1/nothing' }, { name: '/problems/nothing', path: '/problems/nothing' }]);
  world.malformed = contract.operations
    .filter((operation) => operation.method === 'GET')
    .flatMap((operation) => [
      ...(/\{id\}/.test(operation.path) ? ['%20', 'a%2Fb', `${nobody}x`].map((id) => operation.path.replace('{id}', id).replace(/\{\w+\}/g, '1')) : []),
      ...operation.parameters.some((parameter) => parameter.name === 'limit') ? [`${addressOf(operation)}?limit=x`, `${addressOf(operation)}?limit=1&limit=2`] : [],
      ...operation.parameters.some((parameter) => parameter.name === 'cursor') ? [`${addressOf(operation)}?cursor=%F0%9F`] : [],
    ].filter((path) => !path.includes('null')).map((path) => ({ name: path, path, operation, isKeyed: true })));

  // Addresses and what they take.
  world.addresses = [...new Set(contract.operations.map((operation) => operation.path))].map((path) => {
    const operations = contract.operations.filter((operation) => operation.path === path);
    const methods = operations.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    const at = addressOf(operations[0], mine(path));
    return { name: path, path: at, methods };
  });
  for (const path of [`/v1/articles/${article.slug}`, `/v1/articles/${article.slug}.jsonld`, '/', '/openapi/v1.json', '/problems/not-found', '/health/ready', '/health/live'])
    world.addresses.push({ name: path, path, methods: ['GET', 'HEAD'] });
  world.problems = contract.document.components.schemas.Problem.properties.code.enum.map((code) => `/problems/${code}`);

  const json = [['Content-Type', 'application/json']];
  const ours = `/v1/articles/${article.id}`;
  world.uses = [
    { name: 'publishing what is made', method: 'POST', path: '/v1/articles', headers: json, body: JSON.stringify({ ...draft(), status: 'published' }) },
    { name: 'publishing what is made by its external id', method: 'PUT', path: '/v1/articles/by-external-id?publisher=Checks&externalId=uses', headers: json, body: JSON.stringify({ ...draft(), status: 'published' }) },
    { name: 'moving a published article', method: 'PATCH', path: ours, headers: [['If-Match', '*'], ['Content-Type', 'application/merge-patch+json']], body: '{"expiresAt":"2099-01-01T00:00:00Z"}' },
    { name: 'putting a published article under embargo', method: 'PATCH', path: ours, headers: [['If-Match', '*'], ['Content-Type', 'application/merge-patch+json']], body: '{"embargoUntil":"2099-01-01T00:00:00Z"}' },
    { name: 'deleting a published article', method: 'DELETE', path: ours, headers: [['If-Match', '*']] },
  ];

  const operationOf = (method, path) => contract.operations.find((known) => known.method === method && known.path === path);
  const maker = (path, make) => ({ name: `POST ${path}`, path: path.replace('{id}', image.id), isKeyed: true, operation: operationOf('POST', path), body: '', make: () => JSON.stringify(make()) });
  const byExternalId = operationOf('PUT', '/v1/articles/by-external-id');
  world.makers = [
    maker('/v1/articles', draft),
    maker('/v1/articles', () => ({ ...draft(), status: 'published', images: [picture()] })),
    maker('/v1/articles', () => ({ ...draft(), slug: `ñandú-${process.pid}` })),
    maker('/v1/images', picture),
    maker('/v1/captions', () => ({ imageId: image.id, raw: `A ferry, number ${++number}.` })),
    maker('/v1/images/{id}/captions', () => ({ raw: `A ferry, number ${++number}.` })),
    maker('/v1/datelines', facts),
    { name: byExternalId.name, path: `/v1/articles/by-external-id?publisher=Checks&externalId=made-${process.pid}`, isKeyed: true, operation: byExternalId, body: '', make: () => JSON.stringify(draft()) },
  ];
  world.items = [ours, `/v1/images/${image.id}`, `/v1/captions/${caption.id}`, `/v1/datelines/${dateline.id}`];
  world.patches = [
    { path: ours, patch: { genre: 'News', urgency: 3 }, wanted: { '/genre': 'News', '/urgency': 3, '/headline': article.headline } },
    { path: ours, patch: { genre: null }, wanted: { '/genre': null, '/urgency': 3 } },
    { path: ours, patch: { tags: [{ name: 'Rain' }, { name: 'Ferries' }] }, wanted: { '/tags/0/name': 'Rain', '/tags/1/name': 'Ferries', '/tags/2': null } },
    { path: ours, patch: { tags: null }, wanted: { '/tags/0': null, '/section/name': 'Local' } },
    { path: ours, patch: { section: null }, wanted: { '/section': null } },
    { path: ours, patch: { rights: { holder: 'Desk', notice: 'All rights kept.' } }, wanted: { '/rights/holder': 'Desk', '/rights/notice': 'All rights kept.' } },
    { path: ours, patch: { rights: { notice: null } }, wanted: { '/rights/holder': 'Desk', '/rights/notice': null } },
    { path: ours, patch: {}, wanted: { '/headline': article.headline, '/genre': null } },
    { path: `/v1/images/${image.id}`, patch: { altText: 'Another' }, wanted: { '/altText': 'Another' } },
    { path: `/v1/images/${image.id}`, patch: { altText: null }, wanted: { '/altText': null } },
    { path: `/v1/images/${image.id}`, patch: { credit: { photographer: 'Somebody' } }, wanted: { '/credit/photographer': 'Somebody', '/credit/agency': 'Reuters' } },
    { path: `/v1/images/${image.id}`, patch: { credit: null }, wanted: { '/credit': null } },
    { path: `/v1/captions/${caption.id}`, patch: { language: 'de' }, wanted: { '/language': 'de' } },
    { path: `/v1/captions/${caption.id}`, patch: { language: null }, wanted: { '/language': 'und' } },
    { path: `/v1/datelines/${dateline.id}`, patch: { agency: 'Reuters' }, wanted: { '/agency': 'Reuters', '/places/0/countryCode': 'TR' } },
    { path: `/v1/datelines/${dateline.id}`, patch: { agency: null }, wanted: { '/agency': null } },
    { path: `/v1/datelines/${dateline.id}`, patch: { date: { iso: '2020-02-29' } }, wanted: { '/date/iso': '2020-02-29', '/date/day': 29 } },
  ];
  world.deletable = [
    { name: 'an article', make: '/v1/articles', body: draft() },
    { name: 'a published article', make: '/v1/articles', body: { ...draft(), status: 'published' } },
    { name: 'an image', make: '/v1/images', body: { altText: 'To be deleted' } },
    { name: 'a caption', make: '/v1/captions', body: { imageId: image.id, raw: 'To be deleted.' } },
    { name: 'a dateline', make: '/v1/datelines', body: facts() },
  ];
  world.frames = frames(client.host, key);
  return world;
}
