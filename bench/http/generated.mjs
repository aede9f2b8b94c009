// Requests made from openapi.json: every operation with every parameter, as documented, just outside and hostile. Whatever comes back is held
// against what openapi.json says of that operation, status and media type.
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { bodyOf, responseFor } from './contract.mjs';
import { describe } from './client.mjs';
import { Dice } from './dice.mjs';
import { brokenText, hostile, hostileBodies, mutate, sample, validText } from './values.mjs';

const slowMs = 2_000;

// What openapi.json cannot say: which parameters go together. Only these may refuse what is valid by itself.
const combinations = new Set(['not-combined', 'not-counted', 'not-with-range', 'not-with-q', 'needs-q', 'needs-collapse', 'needs-facets', 'only-small-words', 'empty-range', 'does-not-exist', 'not-yours', 'unreadable', 'not-allowed-together']);

/** The schemas, with answers held to the members that are documented; `fields` leaves members out, so then none is required. */
class Schemas {
  #ajv;
  #compiled = new Map();

  constructor(document, { isPartial }) {
    this.#ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
    addFormats(this.#ajv);
    for (const format of ['int32', 'int64', 'double', 'float']) this.#ajv.addFormat(format, true);
    const strict = (node) => {
      if (Array.isArray(node)) return node.map(strict);
      if (!node || typeof node !== 'object') return node;
      const made = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, strict(value)]));
      if (typeof made.$ref === 'string') made.$ref = made.$ref.replace('#/', 'api#/');
      if (made.properties && made.type && made.additionalProperties === undefined && !made.allOf) made.additionalProperties = false;
      if (isPartial) delete made.required;
      return made;
    };
    this.strict = strict;
    this.#ajv.addSchema({ $id: 'api', components: { schemas: strict(document.components.schemas) } });
  }

  /** What is wrong with a value; null where nothing is. */
  findFault(schema, value) {
    if (!this.#compiled.has(schema)) this.#compiled.set(schema, this.#ajv.compile(this.strict(schema)));
    const validate = this.#compiled.get(schema);
    return validate(value) ? null : validate.errors.map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`)[0];
  }
}

/** Ids, tags and cursors that were seen in answers. */
class Pool {
  articles = [];
  slugs = [];
  images = [];
  captions = [];
  datelines = [];
  corrections = [];
  cursors = [];
  changes = [];

  // What belongs to one article alone: its pictures and corrections, by its id.
  #parts = new Map();

  note(operation, json) {
    const keep = (list, value) => {
      if (typeof value !== 'string' || list.includes(value)) return;
      list.push(value);
      if (list.length > 60) list.shift();
    };
    const article = (item) => {
      keep(this.articles, item.id);
      keep(this.slugs, item.slug);
      for (const image of item.images ?? []) {
        keep(this.images, image.id);
        keep(this.captions, image.caption?.id);
        keep(this.datelines, image.caption?.dateline?.id);
      }
      for (const correction of item.corrections ?? []) keep(this.corrections, correction.id);
      if (item.images) this.#parts.set(item.id, { imageId: item.images.map(({ id }) => id), correctionId: (item.corrections ?? []).map(({ id }) => id) });
    };
    if (!json) return;
    const items = [json.data ?? json].flat();
    if (/^\/v1\/articles/.test(operation.path)) items.filter((item) => item?.headline !== undefined).forEach(article);
    if (/^\/v1\/images/.test(operation.path)) items.forEach((item) => keep(item.imageId ? this.captions : this.images, item.id));
    if (/^\/v1\/captions/.test(operation.path)) items.forEach((item) => keep(this.captions, item.id));
    if (/^\/v1\/datelines$/.test(operation.path)) items.forEach((item) => keep(this.datelines, item.id));
    keep(operation.path === '/v1/changes' ? this.changes : this.cursors, json.page?.next ?? json.next ?? json.page?.cursor);
  }

  /** What was answered to be gone is not asked again and again. */
  forget(path) {
    const [, kind, id, deeper] = /^\/v1\/(articles|images|captions|datelines)\/([^/?.]+)(\/[a-z]+\/[^?]+)?/.exec(path) ?? [];
    if (id && !deeper && this[kind].length > 5) this[kind] = this[kind].filter((known) => known !== id);
  }

  uuids(name) {
    if (/image/i.test(name)) return this.images;
    if (/caption/i.test(name)) return this.captions;
    return /correction/i.test(name) ? this.corrections : this.articles;
  }

  path(path, name, dice, article) {
    const own = this.#parts.get(article)?.[name];
    if (own?.length && dice.chance(0.9)) return dice.one(own);
    if (name === 'version') return String(1 + dice.below(3));
    if (name !== 'id') return dice.one(this.uuids(name)) ?? dice.uuid();
    if (path.startsWith('/v1/images')) return dice.one(this.images);
    if (path.startsWith('/v1/captions')) return dice.one(this.captions);
    if (path.startsWith('/v1/datelines')) return dice.one(this.datelines);
    if (path.startsWith('/v1/jobs')) return dice.uuid();
    const whole = /\{(imageId|correctionId)\}/.exec(path)?.[1];
    const having = whole ? this.articles.filter((id) => this.#parts.get(id)?.[whole].length) : [];
    return dice.one(having.length ? having : this.articles);
  }
}

// Members that may be added to an article's example, all of them right.
const additions = {
  genre: 'News', urgency: 3, language: 'en', abstract: 'A summary.', editorNote: 'Not for readers.', expiresAt: '2099-01-01T00:00:00Z', publishedAt: '2020-02-29T10:00:00+02:00', tags: [{ name: 'Rain' }, { name: 'Été' }],
  section: { name: 'World' }, bylines: [{ name: 'A. Writer' }], rights: { holder: 'Desk' }, dateline: { places: [{ locality: 'Ankara', country: 'Turkey' }], date: { iso: '2019-03-12' }, agency: 'AP' },
};

export async function runGenerated({ client, contract, keys, requests, seed, atOnce }) {
  const dice = new Dice(seed);
  const pool = new Pool();
  const whole = new Schemas(contract.document, { isPartial: false });
  const parts = new Schemas(contract.document, { isPartial: true });
  const faults = new Map();
  const counts = new Map();
  let slowest = { ms: 0 };
  let number = 0;

  const fault = (kind, operation, request, answer, detail) => {
    const key = `${kind}: ${operation.name}: ${detail.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…').replace(/\/\d+/g, '/n').slice(0, 160)}`;
    const known = faults.get(key) ?? { count: 0, kind, operation, request, answer, detail };
    known.count++;
    faults.set(key, known);
  };

  for (const path of ['/v1/articles?limit=20&view=full', '/v1/images?limit=50', '/v1/captions?limit=50', '/v1/datelines?limit=50']) {
    const operation = contract.operations.find((known) => known.method === 'GET' && known.path === path.split('?')[0]);
    pool.note(operation, (await client.send({ path, headers: [['X-Api-Key', keys.all]] })).json);
  }

  const articleFields = new Set(['/v1/articles', '/v1/articles/{id}', '/v1/articles/{id}/related', '/v1/articles/{id}/versions/{version}', '/v1/datelines/{id}/articles']);
  for (const operation of contract.operations)
    operation.parameters = operation.parameters.map((parameter) => ({ ...parameter, isOfArticles: articleFields.has(operation.path) }));

  /** One request, what kind it is, and whether it is valid, broken or neither. */
  function make() {
    number++;
    const operation = dice.one(contract.operations);
    const mode = dice.one(['valid', 'valid', 'valid', 'broken', 'hostile', 'hostile', 'body', 'body']);
    const isValid = mode === 'valid';
    const query = [];
    const headers = [];
    let expects = mode;
    let isLoose = false;
    let article;
    let path = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
      if (mode === 'hostile' && dice.chance(0.3)) {
        isLoose = true;
        return encodeURIComponent(dice.one(hostile).slice(0, 400));
      }
      if (operation.path.startsWith('/v1/articles/{id}') && name === 'id' && operation.method === 'GET' && dice.chance(0.3)) return encodeURIComponent(dice.one(pool.slugs));
      const value = pool.path(operation.path, name, dice, article);
      if (name === 'id') article = value;
      return value;
    });

    const optional = operation.parameters.filter((parameter) => parameter.in === 'query');
    const wanted = [...optional.filter((parameter) => parameter.required), ...dice.some(optional.filter((parameter) => !parameter.required), dice.one([1, 2, 4]))];
    for (const parameter of wanted) {
      const value =
        parameter.name === 'cursor' && dice.chance(0.5) ? dice.one(pool.cursors)
        : parameter.name === 'after' && operation.path === '/v1/changes' ? dice.one(pool.changes) ?? '0'
        : validText(parameter, dice, pool);
      if (value === null || value === undefined) continue;
      // An id of a publisher goes with the publisher's name.
      if (['externalId', 'publisher'].includes(parameter.name) && !parameter.required) expects = expects === 'valid' ? 'any' : expects;
      // A cursor belongs to one list and its filters, and ids of jobs are nobody's.
      if (['cursor', 'after'].includes(parameter.name)) expects = expects === 'valid' ? 'any' : expects;
      query.push([parameter.name, value]);
    }
    if (mode === 'broken') {
      const breakable = optional.filter((parameter) => brokenText(parameter, dice) !== null && !['cursor', 'after'].includes(parameter.name));
      if (breakable.length) {
        const parameter = dice.one(breakable);
        query.splice(0, query.length, ...query.filter(([name]) => name !== parameter.name), [parameter.name, brokenText(parameter, dice)]);
      } else query.push([dice.one(['nosuch', 'Limit', 'limit ', 'q[]', '']), 'x']);
      if (query.at(-1)[0] === '') expects = 'any';
    }
    if (mode === 'hostile') {
      const parameter = optional.length ? dice.one(optional).name : 'nosuch';
      query.push([dice.chance(0.9) ? parameter : dice.one(hostile).slice(0, 200), dice.one(hostile)]);
      if (dice.chance(0.2)) query.push(query.at(-1), query.at(-1));
    }

    // Keys: mostly one that may do it.
    const who = dice.chance(0.75) ? (operation.needsKey || dice.chance(0.4) ? 'all' : 'nobody') : dice.one(['nobody', 'wrong', 'weak', 'write']);
    if (who === 'wrong') headers.push(dice.one([['X-Api-Key', 'ak_wrong'], ['Authorization', 'Bearer x'], ['Authorization', 'Basic eDp5'], ['X-Api-Key', dice.one(hostile).replace(/[\0\n\r]/g, '')]]));
    else if (who !== 'nobody') headers.push(dice.chance(0.5) ? ['X-Api-Key', keys[who]] : ['Authorization', `Bearer ${keys[who]}`]);
    for (const parameter of operation.parameters.filter((known) => known.in === 'header')) {
      if (parameter.name === 'If-Match' && (parameter.required || dice.chance(0.2))) headers.push(['If-Match', isValid || dice.chance(0.7) ? '*' : dice.one(['"1"', '"2"', 'W/"1"', '"x"', 'x', '', '"1', '*, "1"', '"1", "2"'])]);
      if (parameter.name === 'If-None-Match' && dice.chance(0.15)) headers.push(['If-None-Match', dice.one(['"1"', '*', 'W/"0"', 'x'])]);
      if (parameter.name === 'Idempotency-Key' && dice.chance(0.2)) headers.push(['Idempotency-Key', isValid ? dice.uuid() : dice.one([`again-${dice.below(5)}`, 'x'.repeat(201), 'ü', ' ', 'a b'])]);
    }
    if (operation.method === 'GET') {
      if (dice.chance(0.1)) headers.push(['Accept-Encoding', dice.one(['gzip', 'br', '*', 'gzip;q=0, *;q=0.1'])]);
      if (isValid && dice.chance(0.1)) headers.push(['Accept', dice.one(['*/*', 'text/html, */*;q=0.8', 'application/ld+json, */*;q=0.1'])]);
      if (!isValid && dice.chance(0.1)) headers.push(['Accept', dice.one(['text/html', 'application/ld+json', '*/*;q=0', 'nonsense', 'application/json;q=0.5'])]);
    }

    let body;
    if (operation.body) {
      body = bodyFor(operation, mode);
      if (body !== undefined) headers.push(['Content-Type', mode === 'hostile' && dice.chance(0.1) ? dice.one(['text/plain', 'application/json; charset=x', '', ';', 'a/b']) : operation.body.mediaType]);
    }
    if (query.length) path += `?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`;
    if (path.length > 100_000) isLoose = true;
    if (who !== 'all' && operation.needsKey) expects = 'any';
    if (['wrong', 'weak', 'write'].includes(who)) expects = 'any';
    if (operation.path.endsWith('/import') || operation.path.endsWith('/bulk')) expects = expects === 'broken' ? 'broken' : 'any';
    return { operation, request: { method: operation.method, path, headers, body }, expects, isLoose, isPartial: query.some(([name]) => name === 'fields') };
  }

  function bodyFor(operation, mode) {
    const { example, schema } = operation.body;
    if (mode === 'hostile') return dice.one(hostileBodies);
    if (typeof example === 'string') return mode === 'body' ? `${example}${dice.one(hostileBodies)}` : example.replaceAll('Ferry', `Ferry ${number}`);
    if (mode === 'body') {
      if (dice.chance(0.4)) return JSON.stringify(sample(schema, dice, contract.resolve));
      return mutate(dice.chance(0.5) ? example : sample(schema, dice, contract.resolve) ?? {}, dice);
    }
    const made = structuredClone(example);
    if (made.headline) {
      made.headline += ` ${number}`;
      for (const name of dice.some(Object.keys(additions), 3)) made[name] = additions[name];
      // What is published is not before it expires, and by a key that may.
      if (made.status === 'published' && dice.chance(0.5)) made.status = 'draft';
    }
    // An article that is there keeps its status.
    if (operation.path.endsWith('by-external-id')) delete made.status;
    if (made.imageId) made.imageId = dice.one(pool.images);
    if (made.date?.iso && operation.method !== 'PATCH') made.places = [{ ...made.places[0], locality: `Ankara ${number}` }];
    if (made.images && operation.path.endsWith('/images')) delete made.images[0].id;
    return JSON.stringify(made);
  }

  function look({ operation, request, expects, isLoose, isPartial }, answer) {
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
    if (answer.ms > slowest.ms) slowest = { ms: answer.ms, request };
    if (answer.status >= 500) return fault('failure', operation, request, answer, String(answer.status));
    // Kestrel refuses some of what is no HTTP request before the service sees it, with the status alone (docs/problems.md).
    if (answer.body.length === 0 && [400, 414, 431].includes(answer.status)) return undefined;
    if (isLoose && [400, 404, 405].includes(answer.status)) return undefined;
    const response = responseFor(operation, answer.status);
    if (!response) return fault('undocumented status', operation, request, answer, `${answer.status} ${answer.json?.code ?? ''}`);
    const content = response.content?.[answer.mediaType];
    // Under Accept an article comes in the form that `.jsonld` documents: an operation with two forms would give typed clients that never ask
    // for the second a union of both.
    if (answer.mediaType === 'application/ld+json' && request.headers.some(([name]) => name === 'Accept')) return undefined;
    if (response.content && !content && !isLoose) return fault('undocumented media type', operation, request, answer, `${answer.status} ${answer.mediaType}`);
    if (answer.status === 204) pool.forget(request.path);
    if (!response.content && answer.body.length) return fault('undocumented content', operation, request, answer, `${answer.status} ${answer.mediaType}`);
    if (content?.schema && !isLoose) {
      let text = answer.decoded.toString('utf8');
      const isJson = /[/+]json$/.test(answer.mediaType);
      if (isJson) {
        try {
          text = JSON.parse(text);
        } catch (error) {
          return fault('no JSON', operation, request, answer, error.message);
        }
      }
      const wrong = (isPartial && answer.status === 200 ? parts : whole).findFault(content.schema, text);
      if (wrong) fault('schema', operation, request, answer, `${answer.status} ${wrong}`);
      if (answer.status < 300 && isJson) pool.note(operation, text);
      if (answer.status === 410 || (answer.status === 404 && expects === 'valid' && operation.needsKey)) pool.forget(request.path);
    }
    if (expects === 'valid' && answer.status === 400 && !(answer.json?.errors ?? [{}]).every((error) => combinations.has(error.code)))
      fault('valid, and refused', operation, request, answer, `${answer.json?.code}: ${answer.json?.detail}`);
    if (expects === 'valid' && [401, 403, 405, 406, 413, 414, 415, 428].includes(answer.status)) fault('valid, and refused', operation, request, answer, `${answer.status} ${answer.json?.code}`);
    if (expects === 'broken' && answer.status < 300) fault('not as documented, and taken', operation, request, answer, request.path.split('?')[1]?.split('&').at(-1).slice(0, 60) ?? '');
    return undefined;
  }

  const started = Date.now();
  let left = requests;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        const made = make();
        try {
          const answer = await client.send(made.request);
          look(made, answer);
          // Who else uses the machine is not the service's fault: what is slow must be so again.
          if (answer.ms > slowMs && made.operation.method === 'GET' && (await client.send(made.request)).ms > slowMs) fault('slow', made.operation, made.request, answer, `${Math.round(answer.ms)} ms`);
        } catch (error) {
          fault('no answer', made.operation, made.request, null, error.message.slice(0, 60));
        }
      }
    }),
  );
  for (const line of client.unsolicited) console.log(`WRONG ${line}`);

  const seconds = (Date.now() - started) / 1000;
  const count = (from, to) => [...counts].filter(([status]) => status >= from && status < to).reduce((sum, [, number]) => sum + number, 0);
  console.log('| generated requests | 2xx and 3xx | 4xx | 5xx | slowest | faults |\n| --: | --: | --: | --: | --: | --: |');
  console.log(`| ${requests} | ${count(200, 400)} | ${count(400, 500)} | ${count(500, 600)} | ${Math.round(slowest.ms)} ms | ${faults.size} |\n\nseed ${seed}, ${seconds.toFixed(1)} s\n`);
  for (const { count: times, kind, operation, request, answer, detail } of faults.values()) {
    console.log(`WRONG ${times} × ${kind}: ${operation.name}: ${detail.slice(0, 300)}\n  ${describe(request).slice(0, 700)}`);
    if (answer) console.log(`  → ${answer.status} ${answer.text.slice(0, 300).replaceAll('\n', ' ')}`);
  }
  return { faults: faults.size + client.unsolicited.length };
}

const encode = (text) => {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
};
