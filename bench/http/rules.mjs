// The rules of HTTP that the service is held to. Each names where it stands, says what must be, and is asked of everything it holds for:
// a check is one rule for one address, or for one operation. Where the service does otherwise on purpose, the rule's text says so.
import { isDate, parseCacheControl, parseChallenge, parseLinks, tokens } from './fields.mjs';

const rules = [];
const rule = (section, text, targets, check) => rules.push({ section, text, targets, check });
const times = (things, ...choices) =>
  choices.reduce((made, values) => made.flatMap((so) => values.map((value) => [...[so].flat(), value])), things);

const reads = (world) => world.reads;
const conditional = (world) => world.reads.filter((read) => read.first.header('ETag'));
const dated = (world) => world.reads.filter((read) => read.first.header('Last-Modified'));
const strong = (world) => conditional(world).filter((read) => !read.first.header('ETag').startsWith('W/'));
const weak = (world) => conditional(world).filter((read) => read.first.header('ETag').startsWith('W/'));
const compressible = (world) => world.reads.filter((read) => read.first.header('Vary')?.includes('Accept-Encoding'));
const negotiated = (world) => world.reads.filter((read) => read.operation?.responses['406']);
const writes = (world) => world.writes;
const secured = (world) => world.writes.filter((write) => write.operation.needsKey);
const withBody = (world) => world.writes.filter((write) => write.operation.body);
const withJson = (world) => withBody(world).filter((write) => /json$/.test(write.operation.body.mediaType) && !/ndjson/.test(write.operation.body.mediaType));
const held = (world) => world.writes.filter((write) => write.operation.responses['428']);
const once = () => [{ name: 'the service' }];

// RFC 9110: fields of every answer

rule('RFC 9110 §6.6.1', 'an answer has a Date, as IMF-fixdate and of now', reads, async ({ read, is, ask }) => {
  const date = (await ask(read)).header('Date');
  is(isDate(date) && Math.abs(Date.parse(date) - Date.now()) < 5_000, `Date is ${date}, now it is ${new Date().toUTCString()}`);
});
rule('RFC 9110 §15.3.1', 'a read that is there is 200', reads, async ({ read, is, ask }) => {
  const answer = await ask(read);
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §8.3', 'Content-Type is a media type that openapi.json has for it', reads, async ({ read, is, ask }) => {
  const answer = await ask(read);
  is(/^[\w.+-]+\/[\w.+-]+(; ?charset=utf-8)?$/i.test(answer.header('Content-Type')), `Content-Type is ${answer.header('Content-Type')}`);
  if (read.operation) is(answer.mediaType in read.operation.responses['200'].content, `${answer.mediaType} is not documented`);
});
rule('RFC 9112 §6', 'a body has one length, by Content-Length or in chunks, and nothing comes behind it', reads, async ({ read, is, ask }) => {
  const answer = await ask(read);
  const [length, coding] = [answer.lines('Content-Length'), answer.lines('Transfer-Encoding')];
  is(length.length + coding.length === 1, `Content-Length ${length}, Transfer-Encoding ${coding}`);
  is(answer.trailing === 0, `${answer.trailing} bytes behind the body`);
  is(answer.body.length > 0, 'the body is empty');
});
rule('RFC 9110 §8.8.3', 'an ETag is one, and the same where nothing changed', conditional, async ({ read, is, ask }) => {
  const [one, other] = [await ask(read), await ask(read)];
  is(/^(W\/)?"[\x21\x23-\x7e]*"$/.test(one.header('ETag')), `ETag is ${one.header('ETag')}`);
  is(one.header('ETag') === other.header('ETag'), `${one.header('ETag')}, then ${other.header('ETag')}`);
});
rule('RFC 9110 §8.8.2.1', 'Last-Modified is IMF-fixdate and not later than Date', dated, async ({ read, is, ask }) => {
  const answer = await ask(read);
  const at = answer.header('Last-Modified');
  is(isDate(at) && Date.parse(at) <= Date.parse(answer.header('Date')), `Last-Modified ${at}, Date ${answer.header('Date')}`);
});
rule('RFC 9111 §5.2', 'Cache-Control can be read; what was asked with a key is kept by nobody', reads, async ({ read, is, ask }) => {
  const answer = await ask(read);
  const control = parseCacheControl(answer.header('Cache-Control'));
  is(control, `Cache-Control is ${answer.header('Cache-Control')}`);
  if (read.isKeyed) is(control?.['no-store'] !== undefined && control.public === undefined, `Cache-Control is ${answer.header('Cache-Control')}`);
  is(!(control?.['no-store'] !== undefined && control['max-age'] > 0), 'no-store has a max-age');
});
rule('RFC 9110 §12.5.5', 'Vary names what chooses the answer: the key and, where it is compressed, Accept-Encoding', conditional, async ({ read, is, ask }) => {
  const vary = tokens((await ask(read)).header('Vary')).map((name) => name.toLowerCase());
  if (!read.isUnkeyed) for (const name of ['authorization', 'x-api-key']) is(vary.includes(name), `Vary is ${vary}`);
  const coded = await ask(read, [['Accept-Encoding', 'gzip']]);
  if (coded.header('Content-Encoding')) is(vary.includes('accept-encoding'), `Vary is ${vary}, and it is compressed`);
  is(!vary.includes('*'), 'Vary is *');
});
rule('RFC 9110 §5.3', 'fields that are not lists come once', reads, async ({ read, is, ask }) => {
  const answer = await ask(read);
  for (const name of ['Date', 'ETag', 'Content-Type', 'Content-Length', 'Last-Modified', 'Content-Location', 'Location', 'Retry-After'])
    is(answer.lines(name).length <= 1, `${name} comes ${answer.lines(name).length} times`);
});
rule('RFC 9110 §15.4.5', 'nothing sets cookies, and no field is empty or has control characters', reads, async ({ read, is, ask }) => {
  for (const [name, value] of (await ask(read)).headers) {
    is(!/^set-cookie2?$/i.test(name), 'a cookie is set');
    is(/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && value !== '' && !/[\x00-\x08\x0a-\x1f\x7f]/.test(value), `${name} is ${JSON.stringify(value)}`);
  }
});

// RFC 9110 §9.3.2: HEAD

rule('RFC 9110 §9.3.2', 'HEAD is answered as GET with the same fields, and without a body', reads, async ({ read, is, ask }) => {
  const got = await ask(read);
  const head = await ask(read, [], { method: 'HEAD' });
  is(head.status === got.status, `GET ${got.status}, HEAD ${head.status}`);
  is(head.trailing === 0, `${head.trailing} bytes behind the answer to HEAD`);
  sameFields(got, head, is, got.header('Transfer-Encoding') ? ['content-length', 'transfer-encoding'] : []);
});
rule('RFC 9110 §9.3.2', 'HEAD is compressed as GET is, as far as its fields say', (world) => times(compressible(world), ['gzip', 'br']), async ({ target: [read, coding], is, ask }) => {
  const got = await ask(read, [['Accept-Encoding', coding]]);
  const head = await ask(read, [['Accept-Encoding', coding]], { method: 'HEAD' });
  sameFields(got, head, is, got.header('Transfer-Encoding') ? ['content-length', 'transfer-encoding'] : []);
});
rule('RFC 9110 §9.3.2', 'HEAD of what is wrong says so as GET does', reads, async ({ read, is, ask, world }) => {
  const at = { ...read, path: `${read.path}${read.path.includes('?') ? '&' : '?'}nosuch=1` };
  const got = await ask(at);
  const head = await ask(at, [], { method: 'HEAD' });
  is(got.status === head.status && head.trailing === 0, `GET ${got.status}, HEAD ${head.status}`);
  if (read.operation) isProblem(got, 400, is, world);
});

// RFC 9110 §13: conditional requests

const matching = {
  'the same': (tag) => [tag],
  'the same, weak': (tag) => [tag.startsWith('W/') ? tag : `W/${tag}`],
  'the same, strong': (tag) => [tag.replace(/^W\//, '')],
  'a list with it': (tag) => [`"no", ${tag} ,, W/"other,with,commas"`],
  'two lines': (tag) => ['"no"', tag],
  any: () => ['*'],
};
rule('RFC 9110 §13.1.2', 'If-None-Match that matches, weakly compared, is 304 on GET and HEAD, with the fields of the 200 and no body', (world) => times(conditional(world), Object.keys(matching), ['GET', 'HEAD']), async ({ target: [read, how, method], is, ask }) => {
  const tag = read.first.header('ETag');
  const answer = await ask(read, matching[how](tag).map((value) => ['If-None-Match', value]), { method });
  is(answer.status === 304, `status ${answer.status}`);
  is(answer.trailing === 0 && answer.header('Content-Type') === undefined, `Content-Type ${answer.header('Content-Type')}, ${answer.trailing} bytes`);
  is([undefined, String(read.first.body.length)].includes(answer.header('Content-Length')), `Content-Length ${answer.header('Content-Length')}`);
  for (const name of ['Cache-Control', 'Content-Location', 'ETag', 'Expires', 'Vary'])
    is(answer.header(name) === read.first.header(name), `${name}: ${answer.header(name)}, not ${read.first.header(name)}`);
  is(isDate(answer.header('Date')), 'no Date');
});
rule('RFC 9110 §13.1.2', 'If-None-Match that does not match, or is malformed, is 200', (world) => times(conditional(world), ['"none"', 'W/"none"', 'none', '"', '']), async ({ target: [read, tag], is, ask }) => {
  const answer = await ask(read, [['If-None-Match', tag]]);
  is(answer.status === 200 || (answer.status === 400 && !/^(W\/)?"\w+"$/.test(tag)), `status ${answer.status}`);
});
rule('RFC 9110 §13.1.3', 'If-Modified-Since is left alone where there is If-None-Match', conditional, async ({ read, is, ask }) => {
  const future = new Date(Date.now() - 1_000).toUTCString();
  const other = await ask(read, [['If-None-Match', '"none"'], ['If-Modified-Since', future]]);
  is(other.status === 200, `If-None-Match does not match: ${other.status}`);
  const same = await ask(read, [['If-None-Match', read.first.header('ETag')], ['If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT']]);
  is(same.status === 304, `If-None-Match matches: ${same.status}`);
});
const spellings = {
  'IMF-fixdate': (at) => at.toUTCString(),
  'RFC 850': (at) => {
    const day = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][at.getUTCDay()];
    const [, date, month, year, time] = at.toUTCString().split(' ');
    return `${day}, ${date}-${month}-${year.slice(2)} ${time} GMT`;
  },
  asctime: (at) => {
    const [day, date, month, year, time] = at.toUTCString().replace(',', '').split(' ');
    return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`;
  },
};
rule('RFC 9110 §13.1.3', 'If-Modified-Since of Last-Modified is 304, in each of the three spellings (§5.6.7)', (world) => times(dated(world), Object.keys(spellings), ['GET', 'HEAD']), async ({ target: [read, how, method], is, ask }) => {
  const at = new Date(read.first.header('Last-Modified'));
  const answer = await ask(read, [['If-Modified-Since', spellings[how](at)]], { method });
  is(answer.status === 304, `status ${answer.status}`);
});
rule('RFC 9110 §13.1.3', 'an older If-Modified-Since, and one that is no date, is 200', (world) => times(dated(world), ['Thu, 01 Jan 1970 00:00:00 GMT', 'yesterday', '2026-01-01T00:00:00Z', '0']), async ({ target: [read, since], is, ask }) => {
  const answer = await ask(read, [['If-Modified-Since', since]]);
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §13.1.3', 'If-Modified-Since without a Last-Modified is left alone', (world) => conditional(world).filter((read) => !read.first.header('Last-Modified')), async ({ read, is, ask }) => {
  const answer = await ask(read, [['If-Modified-Since', new Date().toUTCString()]]);
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §13.1.1', 'If-Match with the strong tag, a list with it, or * is 200', (world) => times(strong(world), ['tag', 'list', '*'], ['GET', 'HEAD']), async ({ target: [read, how, method], is, ask }) => {
  const tag = read.first.header('ETag');
  const answer = await ask(read, [['If-Match', { tag, list: `"no", ${tag}`, '*': '*' }[how]]], { method });
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §13.1.1', 'If-Match compares strongly: a weak tag is 412 on a read, also where only weak ones are given', (world) => times(conditional(world), ['GET', 'HEAD']), async ({ target: [read, method], is, ask }) => {
  const tag = read.first.header('ETag');
  const answer = await ask(read, [['If-Match', tag.startsWith('W/') ? tag : `W/${tag}`]], { method });
  is(answer.status === 412, `status ${answer.status}`);
});
rule('RFC 9110 §13.1.1', 'If-Match with another tag is 412 on GET and HEAD', (world) => times(conditional(world), ['"none"', '"none", "other"'], ['GET', 'HEAD']), async ({ target: [read, tag, method], is, ask, world }) => {
  const answer = await ask(read, [['If-Match', tag]], { method });
  is(answer.status === 412 && answer.trailing === 0, `status ${answer.status}`);
  if (method === 'GET') isProblem(answer, 412, is, world);
});
rule('RFC 9110 §13.1.1', 'If-Match that is no list of tags holds for nothing: 400 or 412', (world) => times(conditional(world), ['none', '"', '1']), async ({ target: [read, tag], is, ask }) => {
  const answer = await ask(read, [['If-Match', tag]]);
  is([400, 412].includes(answer.status), `status ${answer.status}`);
});
rule('RFC 9110 §13.1.4', 'If-Unmodified-Since before Last-Modified is 412, of it is 200, no date is left alone', (world) => times(dated(world), ['GET', 'HEAD']), async ({ target: [read, method], is, ask }) => {
  const at = read.first.header('Last-Modified');
  const before = new Date(Date.parse(at) - 1_000).toUTCString();
  for (const [since, wanted] of [[before, 412], [at, 200], ['never', 200]]) {
    const answer = await ask(read, [['If-Unmodified-Since', since]], { method });
    is(answer.status === wanted, `${since}: ${answer.status}, not ${wanted}`);
  }
});
rule('RFC 9110 §13.2.2', 'If-Match goes before If-None-Match, and If-Unmodified-Since is left alone beside it', strong, async ({ read, is, ask }) => {
  const tag = read.first.header('ETag');
  const old = ['If-Unmodified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'];
  for (const [headers, wanted] of [
    [[['If-Match', '"none"'], ['If-None-Match', tag]], 412],
    [[['If-Match', tag], ['If-None-Match', tag]], 304],
    [[['If-Match', tag], ['If-None-Match', '"none"']], 200],
    [[['If-Match', tag], old], 200],
    [[old, ['If-None-Match', tag]], read.first.header('Last-Modified') ? 412 : 304],
  ]) {
    const answer = await ask(read, headers);
    is(answer.status === wanted, `${JSON.stringify(headers)}: ${answer.status}, not ${wanted}`);
  }
});
rule('RFC 9110 §13.2.1', 'conditions are left alone where the answer would be no success anyway', (world) => times(world.missing, [['If-Match', '"none"'], ['If-None-Match', '*'], ['If-Unmodified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT']]), async ({ target: [read, header], is, ask }) => {
  const [plain, held] = [await ask(read), await ask(read, [header])];
  is(plain.status === held.status, `${plain.status} without, ${held.status} with it`);
});

// RFC 9110 §12 and §8.4: negotiation

rule('RFC 9110 §12.5.3', 'what Accept-Encoding allows is what is used, and decodes to the same', (world) => times(compressible(world), ['gzip', 'br', 'GZIP', 'gzip, br', 'br;q=0.1, gzip;q=0.9', 'gzip;q=0, br', '*', '*;q=0.5, br;q=0', 'gzip;q=0.001']), async ({ target: [read, accepted], is, ask }) => {
  const answer = await ask(read, [['Accept-Encoding', accepted]]);
  const coding = answer.header('Content-Encoding');
  is(answer.status === 200, `status ${answer.status}`);
  is(coding === undefined || allows(accepted, coding), `Content-Encoding is ${coding}`);
  is(answer.decoded.equals(read.first.body), 'it decodes to something else');
  if (coding && /^"/.test(read.first.header('ETag'))) is(answer.header('ETag') !== read.first.header('ETag'), 'a strong ETag is the same in another coding');
});
rule('RFC 9110 §12.5.3', 'without a coding that is known, or with an empty Accept-Encoding, it comes as it is', (world) => times(reads(world), ['', 'identity', 'zstd', 'deflate', 'gzip;q=0', 'gzip;q=0, br;q=0', 'unknown, compress', 'gzip;q=0.000']), async ({ target: [read, accepted], is, ask }) => {
  const answer = await ask(read, [['Accept-Encoding', accepted]]);
  is(answer.status === 200 && answer.header('Content-Encoding') === undefined, `${answer.status}, ${answer.header('Content-Encoding')}`);
});
rule('RFC 9110 §12.5.3', 'where identity is refused, it comes in a coding that is taken, or as it is where there is none (a SHOULD; short answers and those to keys are not compressed)', (world) => times(reads(world), ['identity;q=0', '*;q=0', 'identity;q=0, gzip', 'identity;q=0, br;q=0.5']), async ({ target: [read, accepted], is, ask }) => {
  const answer = await ask(read, [['Accept-Encoding', accepted]]);
  const coding = answer.header('Content-Encoding');
  is([200, 406].includes(answer.status) && (coding === undefined || allows(accepted, coding)), `${answer.status}, ${coding}`);
  if (/gzip|br/.test(accepted) && read.first.body.length > 2_000 && compressibleNow(read)) is(coding !== undefined, 'it is not compressed');
});
rule('RFC 9110 §8.8.3.3', 'a tag of a coding is current under any coding, and 304 keeps it', (world) => times(compressible(world).filter((read) => read.first.header('ETag')), ['gzip', 'br']), async ({ target: [read, coding], is, ask }) => {
  const tag = (await ask(read, [['Accept-Encoding', coding]])).header('ETag');
  for (const accepted of [coding, 'identity']) {
    const answer = await ask(read, [['Accept-Encoding', accepted], ['If-None-Match', tag]]);
    is(answer.status === 304, `${accepted}: ${answer.status}`);
  }
});
const accepts = ['*/*', 'application/*', 'application/json', 'application/json;q=0.1', 'application/json; charset=utf-8', 'text/html, application/xhtml+xml, */*;q=0.8', 'APPLICATION/JSON', 'application/json;q=1.000, */*;q=0', 'text/plain, */*;q=0.001', 'application/json;version="1,2"', ''];
rule('RFC 9110 §12.5.1', 'an Accept that allows the one form there is gets it', (world) => times(reads(world), accepts), async ({ target: [read, accepted], is, ask }) => {
  const answer = await ask(read, [['Accept', accepted.replaceAll('application/json', read.first.mediaType)]]);
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §12.5.1', 'an Accept that allows none of the forms is 406 where there are several, and left alone where there is one (§12.4.1)', (world) => times(reads(world), ['image/png', 'application/json;q=0', '*/*;q=0', 'text/*;q=0.5', 'application/json;q=0, application/ld+json;q=0', 'application/*;q=0', 'nonsense', 'a/b/c', '/', 'application/json;q=2']), async ({ target: [read, accepted], is, ask, world }) => {
  const answer = await ask(read, [['Accept', accepted]]);
  if (negotiated(world).includes(read) && /^(image|\*\/\*;q=0|text|application\/json;q=0, app|application\/\*)/.test(accepted)) isProblem(answer, 406, is, world);
  else is([200, 406].includes(answer.status), `status ${answer.status}`);
});
rule('RFC 9110 §12.5.1', 'the form with the highest quality, and the most exact range for it, is chosen', (world) => times(negotiated(world), [
  ['application/ld+json', 'application/ld+json'], ['application/json', 'application/json'], ['application/ld+json;q=0.5, application/json', 'application/json'],
  ['application/ld+json, application/json;q=0.9', 'application/ld+json'], ['application/*;q=0.2, application/ld+json;q=0.1', 'application/json'],
  ['application/json;q=0, */*', 'application/ld+json'], ['application/ld+json;q=0, */*', 'application/json'], ['text/html, */*;q=0.1', 'application/json'],
  ['application/json;q=0.3, application/*;q=0.9', 'application/ld+json'], ['application/ld+json;profile="http://schema.org"', 'application/ld+json'],
]), async ({ target: [read, [accepted, wanted]], is, ask }) => {
  const answer = await ask(read, [['Accept', accepted]]);
  is(answer.status === 200 && answer.mediaType === wanted, `${answer.status} ${answer.mediaType}, not ${wanted}`);
  is(tokens(answer.header('Vary')).some((name) => /^accept$/i.test(name)), `Vary is ${answer.header('Vary')}`);
});
rule('RFC 9110 §12.5.4', 'Accept-Language and Accept-Charset are left alone', (world) => times(reads(world), [['Accept-Language', 'xx;q=0, *;q=0'], ['Accept-Charset', 'utf-16']]), async ({ target: [read, header], is, ask }) => {
  const answer = await ask(read, [header]);
  is(answer.status === 200, `status ${answer.status}`);
});

// RFC 9110 §14: ranges

rule('RFC 9110 §14.2', 'Range is left alone where no Accept-Ranges is given: the whole is sent', (world) => times(reads(world), ['bytes=0-9', 'bytes=-5', 'bytes=0-1,4-5', 'bytes=999999999-', 'items=0-1', 'nonsense']), async ({ target: [read, range], is, ask }) => {
  const answer = await ask(read, [['Range', range], ['If-Range', '"none"']]);
  const alone = await ask(read, [['Range', range]]);
  is(answer.status === 200 && answer.body.equals(read.first.body), `with If-Range: ${answer.status}`);
  is(alone.status === 200 && alone.header('Content-Range') === undefined, `status ${alone.status}, Content-Range ${alone.header('Content-Range')}`);
  is(['none', undefined].includes(alone.header('Accept-Ranges')), `Accept-Ranges is ${alone.header('Accept-Ranges')}`);
});

// RFC 9110 §9 and §10: methods

const allMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
rule('RFC 9110 §15.5.6', 'a method that an address does not take is 405, with Allow naming those it takes and no other', (world) => world.addresses.flatMap((address) => allMethods.filter((method) => !address.methods.includes(method)).map((method) => [address, method])), async ({ target: [address, method], is, ask, world }) => {
  const answer = await ask({ path: address.path, isKeyed: true }, [], { method, body: method === 'HEAD' ? undefined : '' });
  is(answer.status === 405, `status ${answer.status}`);
  sameSet(tokens(answer.header('Allow')), [...address.methods, 'OPTIONS'], is, 'Allow');
  if (method !== 'HEAD') isProblem(answer, 405, is, world);
});
rule('RFC 9110 §9.3.7', 'OPTIONS is a success with Allow, and has no body; with Accept-Patch where PATCH is taken (RFC 5789 §3.1)', (world) => times(world.addresses, [true, false]), async ({ target: [address, isKeyed], is, ask }) => {
  const answer = await ask({ path: address.path, isKeyed }, [], { method: 'OPTIONS' });
  is([200, 204].includes(answer.status) && answer.body.length === 0, `status ${answer.status}`);
  sameSet(tokens(answer.header('Allow')), [...address.methods, 'OPTIONS'], is, 'Allow');
  if (address.methods.includes('PATCH')) is(/application\/merge-patch\+json/.test(answer.header('Accept-Patch')), `Accept-Patch is ${answer.header('Accept-Patch')}`);
  else is(answer.header('Accept-Patch') === undefined, `Accept-Patch is ${answer.header('Accept-Patch')}`);
  is(answer.status !== 204 || answer.header('Content-Length') === undefined, '204 has a Content-Length (§8.6)');
});
rule('RFC 9110 §9.1', 'methods are case-sensitive, and one that nobody knows is 501', (world) => times(world.addresses, ['get', 'Get', 'post', 'FOO', 'PROPFIND', 'GETT', 'QUERY', 'LINK', 'TRACE']), async ({ target: [address, method], is, ask, world }) => {
  const answer = await ask({ path: address.path, isKeyed: true }, [], { method });
  is(answer.status === 501 || (method === 'TRACE' && answer.status === 405), `status ${answer.status}`);
  isProblem(answer, answer.status, is, world);
});
rule('RFC 9110 §9.2.1', 'a header does not change the method', (world) => times(reads(world), ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method']), async ({ target: [read, name], is, ask }) => {
  const answer = await ask(read, [[name, 'DELETE']]);
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §9.3.1', 'content of a GET changes nothing, and the connection goes on behind it', (world) => times(reads(world), ['Content-Length', 'Transfer-Encoding']), async ({ target: [read, how], is, ask }) => {
  const answer = await ask(read, how === 'Content-Length' ? [] : [['Transfer-Encoding', 'chunked']], { body: how === 'Content-Length' ? '{"a":1}' : '7\r\n{"a":1}\r\n0\r\n\r\n' });
  is([200, 400].includes(answer.status), `status ${answer.status}`);
  const next = await ask(read);
  is(next.status === 200, `then ${next.status}`);
});
rule('RFC 9110 §10.1.1', 'Expect of anything else than 100-continue is left alone or 417', (world) => times(reads(world), ['100-continue', 'nonsense']), async ({ target: [read, value], is, ask }) => {
  const answer = await ask(read, [['Expect', value]]);
  is(answer.status === 200 || (value === 'nonsense' && answer.status === 417), `status ${answer.status}`);
});
rule('RFC 9110 §7.8', 'Upgrade to what is not there is left alone', (world) => times(reads(world), ['h2c', 'websocket', 'TLS/1.0']), async ({ target: [read, value], is, ask }) => {
  const answer = await ask(read, [['Connection', 'Upgrade, HTTP2-Settings'], ['Upgrade', value], ['HTTP2-Settings', 'AAMAAABkAARAAAAAAAIAAAAA']]);
  is(answer.status === 200, `status ${answer.status}`);
});

// RFC 9112: versions, targets, connections

rule('RFC 9112 §9.3', 'HTTP/1.0 is answered without chunks, and the connection ends with the answer', reads, async ({ read, is, ask }) => {
  const answer = await ask(read, [], { version: '1.0' });
  is(answer.status === 200, `status ${answer.status}`);
  is(answer.header('Transfer-Encoding') === undefined, `Transfer-Encoding ${answer.header('Transfer-Encoding')}`);
});
rule('RFC 9112 §9.6', 'Connection: close closes, and says so', reads, async ({ read, is, ask }) => {
  const answer = await ask(read, [['Connection', 'close']]);
  is(answer.status === 200 && /close/i.test(answer.header('Connection')), `${answer.status}, Connection ${answer.header('Connection')}`);
});
rule('RFC 9112 §3.2.2', 'a target in absolute form is taken, and goes before Host', reads, async ({ read, is, ask, world }) => {
  const answer = await ask({ ...read, path: `http://${world.client.host}${read.path}` });
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9112 §9.3.2', 'requests that are sent at once are answered in order', reads, async ({ read, is, world }) => {
  const lines = (path, method) => world.client.write({ method, path, headers: read.isKeyed ? [['X-Api-Key', world.key]] : [] });
  const answers = await world.client.raw(Buffer.concat([lines(read.path), lines('/v1/nothing'), lines(read.path, 'HEAD')]), { methods: ['GET', 'GET', 'HEAD'], quietMs: 60 });
  const wanted = answers[0]?.header('Connection') === 'close' ? '200' : '200,404,200';
  is(answers.map((answer) => answer.status).join() === wanted, `answers ${answers.map((answer) => answer.status)}`);
});
rule('RFC 9110 §5.5', 'fields that nobody knows, long or with bytes above ASCII, change nothing', (world) => times(reads(world), [['X-Unknown', 'x'.repeat(2_000)], ['X-Latin', 'æøå €'], ['X-Tab', 'a\tb'], ['X-Empty', '']]), async ({ target: [read, header], is, ask }) => {
  const answer = await ask(read, [header]);
  is(answer.status === 200, `status ${answer.status}`);
});

// RFC 3986 and RFC 9110 §4.2.3: addresses

rule('RFC 9110 §4.2.3', 'an address with unreserved letters percent-encoded is the same one', reads, async ({ read, is, ask }) => {
  const [path, query] = read.path.split('?');
  const at = path.lastIndexOf('/') + 1;
  const letter = path.slice(at, at + 1);
  if (!/[a-z0-9]/.test(letter)) return;
  for (const hex of [letter.charCodeAt(0).toString(16), letter.charCodeAt(0).toString(16).toUpperCase()]) {
    const answer = await ask({ ...read, path: `${path.slice(0, at)}%${hex}${path.slice(at + 1)}${query ? `?${query}` : ''}` });
    is(answer.status === 200 && answer.body.equals(read.first.body), `status ${answer.status}`);
  }
});
rule('RFC 3986 §6.2.2.3', 'dot segments are taken out', reads, async ({ read, is, ask }) => {
  const answer = await ask({ ...read, path: `/v1/../nothing/./..${read.path}` });
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §4.2.3', 'an address with an empty segment at its end, or in other capitals, is none (404), or redirects, or gives the same; what gives the same says where it is (Content-Location, which is optional)', (world) => times(world.reads.filter((read) => read.path.split('?')[0].length > 1), ['slash', 'capitals']), async ({ target: [read, how], is, ask }) => {
  const [path, query] = read.path.split('?');
  const answer = await ask({ ...read, path: (how === 'slash' ? `${path}/` : path.toUpperCase()) + (query ? `?${query}` : '') });
  is([200, 301, 308, 400, 404].includes(answer.status), `status ${answer.status}`);
  if (answer.status === 200) is(answer.mediaType === read.first.mediaType && Math.abs(answer.body.length - read.first.body.length) < 200, `${answer.mediaType} of ${answer.body.length} bytes, not ${read.first.mediaType} of ${read.first.body.length}`);
  if (answer.status === 200 && read.operation && read.path.startsWith('/v1/') && !/export/.test(read.path)) is(answer.header('Content-Location') !== undefined, 'it does not say where it is');
});
rule('RFC 3986 §2.1', 'a broken percent-encoding is 400 or 404, and never a failure', (world) => times(world.reads, ['%', '%zz', '%c3%28', '%00', '%ff', '%2e%2e%2f', '%u0041']), async ({ target: [read, text], is, ask }) => {
  const [path, query] = read.path.split('?');
  const answer = await ask({ ...read, path: `${path}${text}${query ? `?${query}` : ''}` });
  is([400, 404, 405].includes(answer.status) || (text === '%2e%2e%2f' && answer.status < 500), `status ${answer.status}`);
});
rule('RFC 3986 §3.4', 'a query of nothing is no query; a parameter that is not known is 400 and named', (world) => world.reads.filter((read) => read.operation && !read.path.includes('?')), async ({ read, is, ask, world }) => {
  const empty = await ask({ ...read, path: `${read.path}?` });
  // A feed names its own address as it was asked for, in which a lone ? counts (RFC 3986 §6.2.3).
  is(empty.status === 200 && (empty.body.equals(read.first.body) || read.path.startsWith('/feeds')), `a lone ? is ${empty.status}`);
  const unknown = await ask({ ...read, path: `${read.path}?n%6Fsuch=1` });
  isProblem(unknown, 400, is, world);
  is(unknown.json?.errors?.some((error) => error.name === 'nosuch'), `errors: ${JSON.stringify(unknown.json?.errors)}`);
});

// RFC 9457: problems

rule('RFC 9457 §3', 'what is missing is a problem: its type answers, its status is the line\'s, its instance the address', (world) => world.missing, async ({ read, is, ask, world }) => {
  const answer = await ask(read);
  isProblem(answer, 404, is, world);
  const head = await ask(read, [], { method: 'HEAD' });
  is(head.status === 404, `HEAD is ${head.status}`);
  const type = answer.json && (await ask({ path: answer.json.type }));
  is(type?.status === 200, `the type ${answer.json?.type} is ${type?.status}`);
});
rule('RFC 9457 §3', 'a wrong id or parameter is a problem', (world) => world.malformed, async ({ read, is, ask, world }) => {
  const answer = await ask(read);
  is([400, 404].includes(answer.status), `status ${answer.status}`);
  isProblem(answer, answer.status, is, world);
});
rule('RFC 9111 §4.2.2', 'a problem says that nobody is to keep it, or how long', (world) => [...world.missing, ...world.malformed], async ({ read, is, ask }) => {
  const answer = await ask(read);
  is(parseCacheControl(answer.header('Cache-Control')), `${answer.status}: Cache-Control is ${answer.header('Cache-Control')}`);
});
rule('RFC 9457 §3.1.1', 'each kind of problem has a page at its type, in HTML or in words', (world) => world.problems.map((path) => ({ name: path, path })), async ({ read, is, ask }) => {
  const answer = await ask(read);
  is(answer.status === 200 && /^text\//.test(answer.mediaType), `${answer.status} ${answer.mediaType}`);
});

// RFC 9110 §11 and RFC 6750: keys

rule('RFC 9110 §11.6.1', 'a wrong key is 401 everywhere, with a challenge that names the realm and the error', (world) => times([...reads(world), ...writes(world)].filter((thing) => thing.operation), ['X-Api-Key', 'Bearer', 'bearer']), async ({ target: [thing, how], is, ask, world }) => {
  const header = how === 'X-Api-Key' ? ['X-Api-Key', 'ak_wrong'] : ['Authorization', `${how} ak_wrong`];
  const answer = await ask({ ...thing, isKeyed: false }, [header], { method: thing.operation.method, body: thing.body });
  isProblem(answer, 401, is, world);
  const challenge = parseChallenge(answer.header('WWW-Authenticate'));
  is(challenge?.scheme === 'Bearer' && challenge.realm && challenge.error === 'invalid_token', `WWW-Authenticate is ${answer.header('WWW-Authenticate')}`);
});
rule('RFC 6750 §3', 'where a key is needed and none sent, it is 401 with a challenge that names the realm and no error', (world) => [...world.reads.filter((read) => read.isKeyed && read.operation?.needsKey), ...secured(world)], async ({ read, is, ask, world }) => {
  const answer = await ask({ ...read, isKeyed: false }, [], { method: read.operation.method, body: read.body });
  isProblem(answer, 401, is, world);
  const challenge = parseChallenge(answer.header('WWW-Authenticate'));
  is(challenge?.scheme === 'Bearer' && challenge.realm && challenge.error === undefined, `WWW-Authenticate is ${answer.header('WWW-Authenticate')}`);
});
rule('RFC 6750 §3.1', 'a key without the scope is 403 with error and scope, and the problem says which', (world) => [...world.reads.filter((read) => read.isKeyed && read.operation?.needsKey && read.operation.path !== '/v1/keys/self'), ...secured(world)], async ({ read, is, ask, world }) => {
  const answer = await ask({ ...read, isKeyed: false }, [['X-Api-Key', world.weakKey], ...(read.headers ?? [])], { method: read.operation.method, body: read.body });
  isProblem(answer, 403, is, world);
  const challenge = parseChallenge(answer.header('WWW-Authenticate'));
  is(challenge?.error === 'insufficient_scope' && challenge.scope, `WWW-Authenticate is ${answer.header('WWW-Authenticate')}`);
  is(challenge?.scope && answer.json?.detail.includes(challenge.scope), `detail is ${answer.json?.detail}`);
});
rule('RFC 6750 §3.1', 'a use that takes a scope more than the operation does names it in the 403', (world) => world.uses, async ({ read, is, ask, world }) => {
  const answer = await ask({ ...read, isKeyed: false }, [['X-Api-Key', world.writeKey], ...(read.headers ?? [])], { method: read.method, body: read.body });
  isProblem(answer, 403, is, world);
  const challenge = parseChallenge(answer.header('WWW-Authenticate'));
  is(challenge?.error === 'insufficient_scope' && challenge.scope, `WWW-Authenticate is ${answer.header('WWW-Authenticate')}`);
});
rule('RFC 9110 §11.4', 'a scheme that is not taken, and credentials that are none, are 401', (world) => times(world.reads.filter((read) => read.operation && !read.isKeyed), ['Basic dXNlcjpwYXNz', 'Digest username="a"', 'Bearer', 'Bearer ', 'nonsense']), async ({ target: [read, value], is, ask, world }) => {
  const answer = await ask(read, [['Authorization', value]]);
  isProblem(answer, 401, is, world);
  is(parseChallenge(answer.header('WWW-Authenticate'))?.realm, `WWW-Authenticate is ${answer.header('WWW-Authenticate')}`);
});
rule('RFC 9110 §11.6.2', 'a key is taken as Bearer, in whatever capitals the scheme is', (world) => times(world.reads.filter((read) => read.isKeyed), ['Bearer', 'bearer', 'BEARER']), async ({ target: [read, scheme], is, ask, world }) => {
  const answer = await ask({ ...read, isKeyed: false }, [['Authorization', `${scheme} ${world.key}`]]);
  is(answer.status === 200, `status ${answer.status}`);
});
rule('RFC 9110 §11.6.3', 'answers to refused keys are kept by nobody', (world) => [...reads(world), ...writes(world)].filter((thing) => thing.operation), async ({ read, is, ask }) => {
  const answer = await ask({ ...read, isKeyed: false }, [['X-Api-Key', 'ak_wrong']], { method: read.operation.method, body: read.body });
  is(parseCacheControl(answer.header('Cache-Control'))?.['no-store'] !== undefined, `Cache-Control is ${answer.header('Cache-Control')}`);
});

// RFC 8288: links

rule('RFC 8288 §3', 'Link fields can be read, name relations that are registered or addresses, and lead somewhere', (world) => world.reads.filter((read) => read.first.header('Link')), async ({ read, is, ask, world }) => {
  const links = parseLinks(read.first.header('Link'));
  is(links?.length > 0, `Link is ${read.first.header('Link')}`);
  for (const { target, rel } of links ?? []) {
    is(/^(next|prev|first|last|self|alternate|canonical|monitor|describedby|service-desc|service-doc|up|collection|item|latest-version|predecessor-version|successor-version|version-history|license|author|search|type|status)$/.test(rel), `rel is ${rel}`);
    const answer = await ask({ ...read, path: new URL(target, `http://${world.client.host}${read.path}`).href.replace(`http://${world.client.host}`, '') });
    is([200, 304].includes(answer.status), `${target} is ${answer.status}`);
  }
});
rule('RFC 9110 §8.7', 'Content-Location leads to the same representation', (world) => times(world.reads.filter((read) => read.operation), ['application/ld+json', undefined]), async ({ target: [read, accept], is, ask, world }) => {
  const answer = await ask(read, accept ? [['Accept', `${accept}, */*;q=0.1`]] : []);
  const place = answer.header('Content-Location');
  if (!place) return;
  const other = await ask({ ...read, path: new URL(place, `http://${world.client.host}${read.path}`).href.replace(`http://${world.client.host}`, '') });
  is(other.status === 200 && other.mediaType === answer.mediaType && other.body.equals(answer.body), `${place} is ${other.status} ${other.mediaType}`);
});

// RFC 9110 §8.3 and §15.5.16, RFC 5789: what is sent

const refused = (world, write, answer, is) => {
  isProblem(answer, 415, is, world);
  const name = write.operation.method === 'PATCH' ? 'Accept-Patch' : write.operation.method === 'POST' ? 'Accept-Post' : 'Accept';
  const said = [answer.header('Accept'), answer.header(name)].filter(Boolean).join();
  is(said.includes(write.operation.body.mediaType), `neither ${name} nor Accept says ${write.operation.body.mediaType}`);
};
const others = ['text/plain', 'text/html', 'application/xml', 'application/jsonx', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'json', 'application/', '*/*', 'application/json-patch+json'];
rule('RFC 9110 §15.5.16', 'a Content-Type that is not taken, or is none, is 415, and says what is (Accept, Accept-Post, Accept-Patch by RFC 5789 §2.2)', (world) => times(withJson(world), others), async ({ target: [write, type], is, ask, world }) => {
  refused(world, write, await ask(write, [['Content-Type', type], ...write.headers], { body: write.body }), is);
});
rule('RFC 9110 §8.3', 'content without a Content-Type is 415', withJson, async ({ read: write, is, ask, world }) => {
  refused(world, write, await ask(write, write.headers, { body: write.body }), is);
});
rule('RFC 5789 §2.2', 'PATCH takes application/merge-patch+json, PUT and POST take application/json; the other is 415', (world) => withJson(world), async ({ read: write, is, ask, world }) => {
  const other = write.operation.method === 'PATCH' ? 'application/json' : 'application/merge-patch+json';
  refused(world, write, await ask(write, [['Content-Type', other], ...write.headers], { body: write.body }), is);
});
rule('RFC 9110 §8.3.1', 'types are the same in other capitals and with charset=utf-8, in quotes too: what is wrong then is the JSON', (world) => times(withJson(world), ['{}', 'capitals', '; charset=utf-8', ';charset="UTF-8"', ' ; charset=Utf-8']), async ({ target: [write, how], is, ask, world }) => {
  const type = write.operation.body.mediaType;
  const sent = how === '{}' ? type : how === 'capitals' ? type.toUpperCase() : type + how;
  isProblem(await ask(write, [['Content-Type', sent], ...write.headers], { body: '{"broken' }), 400, is, world);
});
rule('RFC 8259 §8.1', 'another charset than UTF-8 is 415', (world) => times(withJson(world), ['iso-8859-1', 'utf-16', 'windows-1252', 'nonsense']), async ({ target: [write, charset], is, ask, world }) => {
  isProblem(await ask(write, [['Content-Type', `${write.operation.body.mediaType}; charset=${charset}`], ...write.headers], { body: write.body }), 415, is, world);
});
rule('RFC 9110 §8.4', 'a body in a coding is 415, with Accept-Encoding saying what is taken', (world) => times(withBody(world), ['gzip', 'br', 'deflate', 'identity, gzip', 'nonsense']), async ({ target: [write, coding], is, ask, world }) => {
  const answer = await ask(write, [['Content-Type', write.operation.body.mediaType], ['Content-Encoding', coding], ...write.headers], { body: write.body });
  isProblem(answer, 415, is, world);
  is(answer.header('Accept-Encoding') !== undefined, 'no Accept-Encoding (§12.5.3)');
});
rule('RFC 9110 §8.6', 'an empty body where one is needed is 400', (world) => times(withJson(world).filter((write) => write.operation.body.isRequired), ['Content-Length: 0', 'none', 'chunked', 'white space']), async ({ target: [write, how], is, ask, world }) => {
  const headers = [['Content-Type', write.operation.body.mediaType], ...write.headers];
  const answer =
    how === 'none' ? await ask(write, headers)
    : how === 'chunked' ? await ask(write, [['Transfer-Encoding', 'chunked'], ...headers], { body: '0\r\n\r\n' })
    : await ask(write, headers, { body: how === 'white space' ? ' \n' : '' });
  isProblem(answer, 400, is, world);
});
rule('RFC 8259 §2', 'what is no JSON is 400', (world) => times(withJson(world), ['{', 'null x', '{"a":1,}', "{'a':1}", '{"a":NaN}', '\u0001', '[1', '{"a":"\n"}', '\xff']), async ({ target: [write, body], is, ask, world }) => {
  isProblem(await ask(write, [['Content-Type', write.operation.body.mediaType], ...write.headers], { body: Buffer.from(body, 'latin1') }), 400, is, world);
});
rule('RFC 9110 §15.5.14', 'a body that says to be too long is 413 before it is sent', withBody, async ({ read: write, is, world }) => {
  const bytes = world.client.write({ method: write.operation.method, path: write.path, headers: [['X-Api-Key', world.key], ['Content-Type', write.operation.body.mediaType], ['Content-Length', '2000000000'], ...write.headers], body: '{' });
  const [answer] = await world.client.raw(bytes, { quietMs: 100 });
  is(answer?.status === 413, `status ${answer?.status}`);
  if (answer) isProblem(answer, 413, is, world);
});
rule('RFC 9110 §10.1.1', 'Expect: 100-continue is answered by 100 where the body is wanted, and by the final status where it is not', (world) => times(withBody(world).filter((write) => write.operation.needsKey), ['wanted', 'not']), async ({ target: [write, how], is, world }) => {
  const body = how === 'wanted' ? '{"broken' : undefined;
  const head = world.client.write({ method: write.operation.method, path: write.path, headers: [['X-Api-Key', how === 'wanted' ? world.key : 'ak_wrong'], ['Content-Type', write.operation.body.mediaType], ['Expect', '100-continue'], ['Content-Length', '8'], ...write.headers] });
  const answers = await world.client.raw(body ? [head, Buffer.from(body)] : head, { quietMs: 60 });
  const statuses = answers.map((answer) => answer.status);
  if (how === 'wanted') is(statuses.at(-1) >= 200 && statuses.at(-1) < 500, `answers ${statuses}`);
  else is(statuses.length === 1 && statuses[0] === 401, `answers ${statuses}`);
});
rule('RFC 9112 §7.1', 'a body in chunks, with extensions and trailers, is the same as one with a length', (world) => times(withJson(world), ['plain', 'extensions', 'trailers', 'bytes']), async ({ target: [write, how], is, ask, world }) => {
  const text = '{"broken';
  const chunks = { plain: `8\r\n${text}\r\n0\r\n\r\n`, extensions: `8;a=b;c="d"\r\n${text}\r\n0\r\n\r\n`, trailers: `8\r\n${text}\r\n0\r\nX-Trailer: yes\r\n\r\n`, bytes: `${[...text].map((letter) => `1\r\n${letter}\r\n`).join('')}0\r\n\r\n` }[how];
  isProblem(await ask(write, [['Content-Type', write.operation.body.mediaType], ['Transfer-Encoding', 'chunked'], ...write.headers], { body: chunks }), 400, is, world);
});

// Preconditions of writes

rule('RFC 6585 §3', 'a change without If-Match is 428, and says how', held, async ({ read: write, is, ask, world }) => {
  const answer = await ask(write, contentType(write), { body: write.body });
  isProblem(answer, 428, is, world);
  is(JSON.stringify(answer.json?.errors).includes('If-Match'), `errors: ${JSON.stringify(answer.json?.errors)}`);
});
rule('RFC 9110 §13.1.1', 'a change of another version is 412 and changes nothing', (world) => times(held(world), ['"999"', '"999", "998"', 'W/"999"', '"none"']), async ({ target: [write, tag], is, ask, world }) => {
  isProblem(await ask(write, [['If-Match', tag], ...contentType(write)], { body: write.body }), 412, is, world);
});
rule('RFC 9110 §13.1.1', 'If-Match that is no list of tags is 400 or 412', (world) => times(held(world), ['none', '"', '7']), async ({ target: [write, tag], is, ask, world }) => {
  const answer = await ask(write, [['If-Match', tag], ...contentType(write)], { body: write.body });
  is([400, 412].includes(answer.status), `status ${answer.status}`);
  isProblem(answer, answer.status, is, world);
});
rule('RFC 9110 §13.1.2', 'If-None-Match: * on what is there is 412', held, async ({ read: write, is, ask, world }) => {
  isProblem(await ask(write, [['If-None-Match', '*'], ...contentType(write)], { body: write.body }), 412, is, world);
});
rule('RFC 9110 §13.1.4', 'If-Unmodified-Since before the last change does not do it: 412, or 428 where If-Match is needed', held, async ({ read: write, is, ask }) => {
  const answer = await ask(write, [['If-Unmodified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'], ...contentType(write)], { body: write.body });
  is([412, 428].includes(answer.status), `status ${answer.status}`);
});
rule('RFC 9110 §13.2.1', 'a key that is wrong or weak, and what is missing, is told before any condition', (world) => times(world.writes.filter((write) => write.operation.needsKey), ['wrong', 'weak']), async ({ target: [write, how], is, ask, world }) => {
  const answer = await ask({ ...write, isKeyed: false }, [['X-Api-Key', how === 'wrong' ? 'ak_wrong' : world.weakKey], ['If-Match', '"999"'], ...contentType(write)], { body: write.body });
  is(answer.status === (how === 'wrong' ? 401 : 403), `status ${answer.status}`);
});
rule('RFC 9110 §13.2.1', 'a change of what is missing is 404, whatever the condition', (world) => times(world.missingWrites, ['"999"', '*', undefined]), async ({ target: [write, tag], is, ask, world }) => {
  const answer = await ask(write, [...(tag ? [['If-Match', tag]] : []), ...contentType(write)], { body: write.body });
  is(answer.status === 404 || (tag === undefined && answer.status === 428), `status ${answer.status}`);
  isProblem(answer, answer.status, is, world);
});

// Successes of writes, one after the other

rule('RFC 9110 §15.3.2', 'what is made is 201 with Location and ETag, and the address gives what was answered', (world) => world.makers, async ({ read: maker, is, ask, world }) => {
  const made = await ask(maker, contentType(maker), { body: maker.make() });
  is(made.status === 201, `status ${made.status} ${made.text.slice(0, 200)}`);
  const place = made.header('Location');
  is(place, 'no Location');
  if (!place) return;
  const got = await ask({ path: new URL(place, `http://${world.client.host}${maker.path}`).pathname, isKeyed: true });
  is(got.status === 200 && got.header('ETag') === made.header('ETag'), `${place} is ${got.status} with ${got.header('ETag')}, not ${made.header('ETag')}`);
  is(JSON.stringify(got.json) === JSON.stringify(made.json), 'it is not what was answered');
  is(/no-store/.test(made.header('Cache-Control')), `Cache-Control is ${made.header('Cache-Control')}`);
});
rule('RFC 9110 §9.3.4', 'PUT of what was read, and an empty PATCH, keep the current tag or make a new one that GET has', (world) => times(world.items, ['PATCH', 'PUT']), async ({ target: [item, method], is, ask }) => {
  const at = { path: item, isKeyed: true };
  const read = await ask(at);
  const answer = await ask(at, [['If-Match', read.header('ETag')], ['Content-Type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json']], { method, body: method === 'PATCH' ? '{}' : read.body });
  is(answer.status === 200, `status ${answer.status} ${answer.text.slice(0, 300)}`);
  const again = await ask(at);
  is(again.header('ETag') === answer.header('ETag'), `ETag ${answer.header('ETag')}, then ${again.header('ETag')}`);
});
rule('RFC 9110 §9.2.2', 'PUT and PATCH repeated come to the same', (world) => times(world.items, ['PATCH', 'PUT']), async ({ target: [item, method], is, ask }) => {
  const at = { path: item, isKeyed: true };
  const body = method === 'PATCH' ? '{}' : (await ask(at)).body;
  const write = () => ask(at, [['If-Match', '*'], ['Content-Type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json']], { method, body });
  const [one, other] = [await write(), await write()];
  is(one.status === other.status && one.text === other.text, `${one.status}, then ${other.status}`);
});
rule('RFC 7396 §2', 'a merge patch changes what it names, takes away what it nulls, and replaces lists', (world) => world.patches, async ({ target: { path, patch, wanted }, is, ask }) => {
  const answer = await ask({ path, isKeyed: true }, [['If-Match', '*'], ['Content-Type', 'application/merge-patch+json']], { method: 'PATCH', body: JSON.stringify(patch) });
  is(answer.status === 200, `status ${answer.status} ${answer.text.slice(0, 300)}`);
  if (answer.status === 200) for (const [pointer, value] of Object.entries(wanted)) {
    const found = pointer.split('/').slice(1).reduce((node, key) => node?.[key], answer.json);
    is(JSON.stringify(found ?? null) === JSON.stringify(value), `${pointer} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`);
  }
});
rule('RFC 7396 §2', 'a merge patch that is no object is 400', (world) => times(world.writes.filter((write) => write.operation.method === 'PATCH'), ['[]', '"text"', 'null', '1', 'true']), async ({ target: [write, body], is, ask, world }) => {
  isProblem(await ask(write, [['If-Match', '*'], ['Content-Type', 'application/merge-patch+json']], { body }), 400, is, world);
});
rule('RFC 9110 §15.3.5', '204 has no body, no Content-Type and no Content-Length, and what was deleted is 404 or 410', (world) => world.deletable, async ({ target: { make, path, body }, is, ask, world }) => {
  const made = await ask({ path: make, isKeyed: true }, [['Content-Type', 'application/json']], { method: 'POST', body: JSON.stringify(body) });
  const at = { path: path ? path(made) : new URL(made.header('Location') ?? '/', `http://${world.client.host}`).pathname, isKeyed: true };
  const gone = await ask(at, [['If-Match', made.header('ETag') ?? '*']], { method: 'DELETE' });
  is(gone.status === 204 && gone.body.length === 0 && gone.trailing === 0, `status ${gone.status} ${gone.text.slice(0, 200)}`);
  is(gone.header('Content-Type') === undefined && gone.header('Content-Length') === undefined, `${gone.header('Content-Type')}, ${gone.header('Content-Length')}`);
  const then = await ask(at);
  isProblem(then, [404, 410].includes(then.status) ? then.status : 404, is, world);
  const again = await ask(at, [['If-Match', '*']], { method: 'DELETE' });
  is([404, 410].includes(again.status), `DELETE again is ${again.status}`);
});
rule('RFC 9110 §15.4.9', 'an old slug is 308 to the new address, for GET and HEAD', (world) => [['GET', ''], ['HEAD', ''], ['GET', '.jsonld'], ['GET', '/images'], ['GET', '/versions?limit=1'], ['HEAD', '/related'], ['GET', '/duplicates']], async ({ target: [method, suffix], is, ask, world }) => {
  const answer = await ask({ path: `${world.renamed.from}${suffix}` }, [], { method });
  is(answer.status === 308, `status ${answer.status}`);
  is(answer.header('Location')?.endsWith(`${world.renamed.to}${suffix}`), `Location is ${answer.header('Location')}`);
  is(answer.header('Cache-Control') !== undefined, 'no Cache-Control');
});

// Last of the writes: a service that does it otherwise changes and deletes what the others need.

rule('RFC 9110 §13.1.2', 'If-None-Match with the current tag beside If-Match: * is 412, with another one it is done', (world) => times(world.items, ['PATCH', 'PUT']), async ({ target: [item, method], is, ask }) => {
  const at = { path: item, isKeyed: true };
  const read = await ask(at);
  const write = (tag) => ask(at, [['If-Match', '*'], ['If-None-Match', tag], ['Content-Type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json']], { method, body: method === 'PATCH' ? '{}' : read.body });
  const same = await write(read.header('ETag'));
  is(same.status === 412, `the current tag: ${same.status}`);
  const other = await write('"none"');
  is(other.status === 200, `another tag: ${other.status}`);
});
rule('RFC 9110 §13.1.2', 'If-None-Match: * beside If-Match: * on what is there is 412 (§13.2.2: both must hold)', held, async ({ read: write, is, ask, world }) => {
  isProblem(await ask(write, [['If-None-Match', '*'], ['If-Match', '*'], ...contentType(write)], { body: write.body }), 412, is, world);
});

// RFC 9112 and RFC 9110 §7.2: what stands on the wire

rule('RFC 9112', 'what could be read in two ways is refused, and everything else answered', (world) => world.frames, async ({ target: { bytes, wanted, count = 1, methods }, is, world }) => {
  const answers = await world.client.raw(bytes.map ? bytes.map((piece) => Buffer.from(piece, 'latin1')) : Buffer.from(bytes, 'latin1'), { quietMs: 80, methods });
  const statuses = answers.map((answer) => answer.status);
  is(!answers.broken, answers.broken);
  if (wanted.length === 0) is(statuses.length === 0 || statuses[0] >= 400, `answers ${statuses}`);
  else {
    is(statuses.length === count, `${statuses.length} answers: ${statuses}`);
    is(wanted.includes(statuses[0]), `status ${statuses[0]}, not ${wanted}`);
  }
  if (statuses[0] === 400 && !answers[0].body.length) is(answers.closed, 'the connection goes on');
});
rule('RFC 6585 §4', 'too many requests are 429 with Retry-After, a problem that nobody keeps, for keys and addresses alike', (world) => ['open', 'key'], async ({ target: how, is, world }) => {
  const { client, key } = world.limited;
  let answer;
  for (let sent = 0; sent < 40 && answer?.status !== 429; sent++) answer = await client.send({ path: '/v1/sections', headers: how === 'key' ? [['X-Api-Key', key]] : [] });
  isProblem(answer, 429, is, world);
  is(/^[1-9]\d*$/.test(answer.header('Retry-After')) && answer.header('Retry-After') <= 60, `Retry-After is ${answer.header('Retry-After')}`);
  is(parseCacheControl(answer.header('Cache-Control'))?.['no-store'] !== undefined, `Cache-Control is ${answer.header('Cache-Control')}`);
});
rule('RFC 9110 §15.6.4', 'the service says whether it is well, to whoever asks and to no cache', () => ['/health', '/health/ready', '/health/live'], async ({ target: path, is, ask }) => {
  const answer = await ask({ path });
  is([200, 404].includes(answer.status), `status ${answer.status}`);
  if (answer.status === 200) is(/no-store|no-cache/.test(answer.header('Cache-Control')), `Cache-Control is ${answer.header('Cache-Control')}`);
});
rule('RFC 9113 §3.3', 'HTTP/2 without TLS, by prior knowledge, is refused or taken, and never read as HTTP/1.1', once, async ({ is, world }) => {
  const answers = await world.client.raw(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00', 'latin1'), { quietMs: 200 });
  is(!answers.some((answer) => answer.status < 400), `answers ${answers.map((answer) => answer.status)}`);
});

export default rules;

// What several rules look at

function sameFields(got, head, is, except) {
  const left = ['date', 'connection', 'keep-alive', 'ratelimit', ...except];
  const of = (answer) => new Map(answer.headers.map(([name]) => name.toLowerCase()).filter((name) => !left.includes(name)).map((name) => [name, answer.header(name)]));
  const [mine, theirs] = [of(got), of(head)];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) is(mine.get(name) === theirs.get(name), `${name}: GET ${mine.get(name)}, HEAD ${theirs.get(name)}`);
}

function sameSet(found, wanted, is, what) {
  const [mine, theirs] = [[...new Set(found)].sort().join(', '), [...new Set(wanted)].sort().join(', ')];
  is(mine === theirs, `${what} is ${mine}, not ${theirs}`);
}

function contentType(write) {
  return write.operation.body && write.body !== undefined ? [['Content-Type', write.operation.body.mediaType]] : [];
}

function allows(accepted, coding) {
  const ranges = accepted.split(',').map((range) => range.trim().toLowerCase().split(/\s*;\s*q=/));
  const [, quality] = ranges.find(([name]) => name === coding) ?? ranges.find(([name]) => name === '*') ?? [null, '0'];
  return Number(quality ?? 1) > 0;
}

const compressibleNow = (read) => Boolean(read.first.header('Vary')?.includes('Accept-Encoding'));

/** RFC 9457: the media type, the status of the line, and members of the right kinds. */
export function isProblem(answer, status, is, world) {
  is(answer.status === status, `status ${answer.status}, not ${status}`);
  is(answer.mediaType === 'application/problem+json', `Content-Type is ${answer.header('Content-Type')}`);
  const problem = answer.json;
  is(problem && problem.status === answer.status, `status ${problem?.status} in a ${answer.status}`);
  is(typeof problem?.title === 'string' && problem.title && typeof problem.detail === 'string' && problem.detail, `title ${problem?.title}, detail ${problem?.detail}`);
  is(world.problems.includes(problem?.type?.replace(/^https?:\/\/[^/]+/, '')), `type ${problem?.type} is none of docs/problems.md`);
  is(typeof problem?.instance === 'string', `instance ${problem?.instance}`);
}
