// Requests as bytes (RFC 9112), each with the statuses that are right; none where the connection may also be closed without an answer.
export default function frames(host, key) {
  const get = (target, ...lines) => [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...lines, '', ''].join('\r\n');
  const post = (lines, body) => ['POST /v1/parse/captions HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json', ...lines, '', body].join('\r\n');
  const body = '{"raw":["A ferry."]}';
  const chunked = `14\r\n${body}\r\n0\r\n\r\n`;
  const made = [];
  const frame = (name, wanted, bytes, more = {}) => made.push({ name, wanted, bytes, ...more });

  // Host (RFC 9110 §7.2, RFC 9112 §3.2)
  frame('no Host', [400], 'GET /v1 HTTP/1.1\r\n\r\n');
  frame('two Hosts', [400], get('/v1', 'Host: other'));
  frame('a Host twice', [400], get('/v1', `Host: ${host}`));
  for (const bad of ['a b', 'a/b', 'user@host', 'host:99999x', '[::1', 'a,b', '<script>', 'host:'])
    frame(`Host ${bad}`, bad === 'host:' ? [200, 400] : [400], `GET /v1 HTTP/1.1\r\nHost: ${bad}\r\n\r\n`);
  frame('an empty Host', [200, 400], 'GET /v1 HTTP/1.1\r\nHost: \r\n\r\n');
  frame('HTTP/1.0 without a Host', [200], 'GET /v1 HTTP/1.0\r\n\r\n');
  frame('HTTP/1.0 that keeps alive', [200], `GET /v1 HTTP/1.0\r\nHost: ${host}\r\nConnection: keep-alive\r\n\r\n`);

  // Lengths (RFC 9112 §6.3): each of these could be read in two ways
  frame('two lengths that differ', [400], post(['Content-Length: 20', 'Content-Length: 5'], body));
  frame('a list of lengths that differ', [400], post(['Content-Length: 20, 5'], body));
  frame('the same length twice', [200, 400], post(['Content-Length: 20', 'Content-Length: 20'], body));
  for (const bad of ['-1', '0x14', '20 0', '1e1', '99999999999999999999', 'twenty', '20;', '"20"'])
    frame(`Content-Length ${bad}`, [400], post([`Content-Length: ${bad}`], body));
  frame('Transfer-Encoding and Content-Length', [200, 400], post(['Content-Length: 5', 'Transfer-Encoding: chunked'], chunked));
  for (const bad of ['gzip', 'chunked, gzip', 'identity', 'xchunked', '"chunked"', 'chunked;q=0'])
    frame(`Transfer-Encoding ${bad}`, [400, 501], post([`Transfer-Encoding: ${bad}`], chunked));
  frame('Transfer-Encoding in capitals', [200], post(['Transfer-Encoding: CHUNKED'], chunked));
  frame('Transfer-Encoding with a space before its colon', [400], post(['Transfer-Encoding : chunked'], chunked));
  frame('Transfer-Encoding in HTTP/1.0', [200, 400, 415], post(['Transfer-Encoding: chunked'], chunked).replace('HTTP/1.1', 'HTTP/1.0'));
  frame('a chunk whose length is none', [400], post(['Transfer-Encoding: chunked'], `zz\r\n${body}\r\n0\r\n\r\n`));
  frame('a chunk whose length is negative', [400], post(['Transfer-Encoding: chunked'], `-14\r\n${body}\r\n0\r\n\r\n`));
  frame('a chunk that is longer than it says', [400], post(['Transfer-Encoding: chunked'], `5\r\n${body}\r\n0\r\n\r\n`));
  frame('a chunk length of 17 digits', [400], post(['Transfer-Encoding: chunked'], `11111111111111111\r\n${body}`));
  frame('chunks in pieces', [200], [...post(['Transfer-Encoding: chunked'], chunked).match(/[^]{1,9}/g)]);
  frame('a body in pieces', [200], [...post([`Content-Length: ${body.length}`], body).match(/[^]{1,11}/g)]);
  frame('more than the length', [200], `${post([`Content-Length: ${body.length}`], body)}${get('/v1')}`, { count: 2 });

  // Request lines (RFC 9112 §3)
  for (const bad of ['GET  /v1 HTTP/1.1', 'GET /v1', 'GET /v1 HTTP/1.1 x', 'GET /v1 HTTP/9.9', 'GET /v1 HTTP/1', 'GET /v1 http/1.1', 'GET v1 HTTP/1.1', ' GET /v1 HTTP/1.1', 'GET\t/v1\tHTTP/1.1', 'GET /v 1 HTTP/1.1', 'G@T /v1 HTTP/1.1', '/v1 HTTP/1.1', 'GET  HTTP/1.1', 'GET /v1 HTTP/2.0', 'GET * HTTP/1.1'])
    frame(bad, [400, 404, 405, 505], `${bad}\r\nHost: ${host}\r\n\r\n`);
  frame('a bare line feed after the request line', [200, 400], `GET /v1 HTTP/1.1\nHost: ${host}\n\n`);
  frame('an empty line before the request', [200], `\r\n${get('/v1')}`);
  frame('OPTIONS *', [200, 204, 404], `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  frame('CONNECT', [400, 405, 501], `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  frame('TRACE', [405, 501], `TRACE /v1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  frame('an absolute target of https', [200, 400, 421], `GET https://${host}/v1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  frame('an absolute target of another host than Host', [200, 400, 421], `GET http://${host}/v1 HTTP/1.1\r\nHost: other.example\r\n\r\n`);
  frame('a fragment in the target', [400, 404], get('/v1#part'));
  frame('a backslash in the target', [400, 404], get('/v1\\articles'));
  frame('a raw byte above ASCII in the target', [400, 404], get('/v1/articles/\xe9'));
  frame('a raw byte above ASCII in the query', [200, 400], get('/v1/articles?q=\xe9'));
  frame('a NUL in the target', [400, 404], get('/v1/\0'));
  frame('a request line of 200 KB', [414], get(`/v1/articles?q=${'x'.repeat(200_000)}`));
  frame('a query of 100 KB', [400, 414], get(`/v1/articles?q=${'x'.repeat(100_000)}`));

  // Fields (RFC 9112 §5)
  frame('a space before a colon', [400], get('/v1', 'X-One : 1'));
  frame('a folded line', [400], get('/v1', 'X-One: 1', ' 2'));
  frame('a line that is no field', [400], get('/v1', 'nonsense'));
  frame('a field without a name', [400], get('/v1', ': 1'));
  frame('a NUL in a field', [400], get('/v1', 'X-One: a\0b'));
  frame('a carriage return in a field', [400], get('/v1', 'X-One: a\rb'));
  frame('a space before the first field', [400], `GET /v1 HTTP/1.1\r\n Host: ${host}\r\n\r\n`);
  frame('200 fields', [431], get('/v1', ...Array.from({ length: 200 }, (_, index) => `X-${index}: 1`)));
  frame('60 KB of fields', [431], get('/v1', ...Array.from({ length: 60 }, (_, index) => `X-${index}: ${'x'.repeat(1_000)}`)));
  frame('a field of 40 KB', [431], get('/v1', `X-One: ${'x'.repeat(40_000)}`));
  frame('a field of 20 KB', [200], get('/v1', `X-One: ${'x'.repeat(20_000)}`));
  frame('two keys', [400, 401], get('/v1', `X-Api-Key: ${key}`, 'X-Api-Key: other'));
  frame('two Authorizations', [400, 401], get('/v1', `Authorization: Bearer ${key}`, 'Authorization: Bearer other'));
  frame('two Content-Types', [400, 415], post([`Content-Length: ${body.length}`, 'Content-Type: text/plain'], body));
  frame('two Accepts', [200], get('/v1', 'Accept: image/png', 'Accept: */*'));
  frame('two Expects', [200, 417], get('/v1', 'Expect: 100-continue', 'Expect: 100-continue'));

  // What Kestrel takes before the service sees it, and reads in one way all the same
  frame('Content-Length +20', [200, 400], post(['Content-Length: +20'], body));
  frame('Transfer-Encoding chunked, chunked', [200, 400, 501], post(['Transfer-Encoding: chunked, chunked'], chunked));
  frame('a field name with a bracket', [200, 400], get('/v1', 'X(One): 1'));

  // Connections (RFC 9112 §9)
  frame('a request that ends early', [], `GET /v1 HTTP/1.1\r\nHost: ${host}\r\n`);
  frame('nothing but zeros', [], '\0'.repeat(100));
  frame('a TLS hello', [], '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');
  frame('three requests at once', [200], get('/v1') + get('/v1') + get('/v1'), { count: 3 });
  frame('a HEAD before a GET', [200], get('/v1').replace('GET', 'HEAD') + get('/v1'), { count: 2, methods: ['HEAD', 'GET'] });
  frame('a 304 before a GET', [304], get('/v1', 'If-None-Match: *') + get('/v1'), { count: 2 });
  return made;
}
