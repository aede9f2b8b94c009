// Holds the running service against the RFCs of HTTP (rules.mjs) and against its own openapi.json (generated.mjs). Ends with 1 where it is wrong.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client, describe } from './client.mjs';
import { read } from './contract.mjs';
import { runGenerated } from './generated.mjs';
import rules from './rules.mjs';
import { createKey, start } from './service.mjs';
import { build } from './world.mjs';

const { values: options } = parseArgs({
  options: {
    service: { type: 'string' },
    folder: { type: 'string' },
    provider: { type: 'string', default: 'Sqlite' },
    connection: { type: 'string' },
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    requests: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '4' },
    match: { type: 'string', default: '' },
  },
});
const requests = Number(options.requests ?? (options.short ? 2_000 : 40_000));
const contract = read(JSON.parse(fs.readFileSync('openapi.json', 'utf8')));
const installation = path.resolve(options.service);

/** A service of its own in a folder of its own, for as long as the work takes. */
async function withService(name, settings, work) {
  const folder = path.join(path.resolve(options.folder), name);
  fs.mkdirSync(folder);
  const database = { folder, connection: options.connection };
  const service = await start(installation, database, settings);
  const client = new Client(service.port);
  try {
    return await work({ client, database, service });
  } finally {
    client.close();
    await service.stop();
  }
}

const makeKeys = (database, service) => ({
  all: service.key,
  weak: createKey(installation, database, 'embargo:read'),
  write: createKey(installation, database, 'articles:write'),
});

/** What the service logged as its failures, each with the exception and where it comes from. */
const failuresIn = (log) =>
  log.split(/^(?=\w{4}: )/m)
    .filter((entry) => /^(fail|crit): /.test(entry))
    .map((entry) => entry.split('\n').filter((line) => !/^ +at (Microsoft|System|Npgsql)\./.test(line)).slice(0, 12).join('\n'));

async function runRules() {
  const wrong = [];
  const counts = new Map();
  const started = Date.now();
  let checks = 0;
  let sent = 0;
  const limits = { RateLimits__Enabled: 'true', RateLimits__OpenPerMinute: '30', RateLimits__KeyedPerMinute: '30' };
  await withService('limited', limits, (limited) =>
    withService('rules', {}, async ({ client, database, service }) => {
      const world = await build({ client, contract, keys: makeKeys(database, service), limited: { client: limited.client, key: limited.service.key } });
      for (const rule of rules.filter(({ section, text }) => `${section} ${text}`.includes(options.match))) {
        const count = counts.get(rule.section) ?? { checks: 0, wrong: 0 };
        counts.set(rule.section, count);
        for (const target of rule.targets(world)) {
          let last;
          const faults = [];
          const is = (holds, fault) => holds || faults.push(fault);
          const ask = async (at, headers = [], { method, body, version } = {}) => {
            const request = { path: at.path, method: method ?? at.operation?.method ?? 'GET', version, body, headers: [...(at.isKeyed ? [['X-Api-Key', world.key]] : []), ...headers] };
            const answer = await client.send(request);
            last = { request, answer };
            return answer;
          };
          const subject = Array.isArray(target) ? target[0] : target;
          try {
            await rule.check({ target, read: subject, is, ask, world });
          } catch (error) {
            faults.push(error.message);
          }
          checks++;
          count.checks++;
          if (faults.length) {
            count.wrong++;
            const name = [target].flat().map((part) => part?.name ?? (typeof part === 'object' ? JSON.stringify(part) : String(part))).join(' · ');
            wrong.push({ rule, name, faults, last });
          }
        }
      }
      sent = client.sent;
      for (const line of client.unsolicited) wrong.push({ rule: { section: 'RFC 9112 §6', text: 'nothing comes behind an answer' }, name: line, faults: [''] });
      for (const failure of failuresIn(service.log())) wrong.push({ rule: { section: 'log', text: 'nothing fails' }, name: failure, faults: [''] });
    }),
  );
  console.log('| section | checks | wrong |\n| --- | --: | --: |');
  for (const [section, count] of [...counts].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))) console.log(`| ${section} | ${count.checks} | ${count.wrong} |`);
  console.log(`| **all** | ${checks} | ${wrong.length} |\n\n${rules.length} rules, ${sent} requests, ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  for (const { rule, name, faults, last } of wrong) {
    console.log(`WRONG ${rule.section}: ${rule.text}\n  ${name}\n  ${faults.join('\n  ')}`);
    if (last) console.log(`  ${describe(last.request)}\n  → ${last.answer.status} ${last.answer.text.slice(0, 300).replaceAll('\n', ' ')}`);
  }
  return wrong.length;
}

async function runRequests() {
  const { faults } = await withService('generated', {}, async ({ client, database, service }) => {
    const found = await runGenerated({ client, contract, keys: makeKeys(database, service), requests, seed: Number(options.seed), atOnce: Number(options['at-once']) });
    for (const failure of failuresIn(service.log()).slice(0, 20)) console.log(`LOG ${failure}`);
    return found;
  });
  return faults;
}

let wrong = 0;
if (options.only !== 'generated') wrong += await runRules();
if (options.only !== 'rfc') wrong += await runRequests();
process.exitCode = wrong ? 1 : 0;
