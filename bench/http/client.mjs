// HTTP/1.1 over plain sockets: it sends exactly what it is told, and tells exactly what came. Clients that know better would hide what is
// looked for here.
import net from 'node:net';
import zlib from 'node:zlib';

const patience = 60_000;

export class Answer {
  constructor(status, reason, version, headers) {
    Object.assign(this, { status, reason, version, headers, body: Buffer.alloc(0), trailing: 0, ms: 0 });
  }

  /** All lines of a header as one, undefined where there is none. */
  header(name) {
    const values = this.lines(name);
    return values.length ? values.join(', ') : undefined;
  }

  lines(name) {
    return this.headers.filter(([known]) => known.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  }

  get mediaType() {
    return this.header('Content-Type')?.split(';')[0].trim().toLowerCase();
  }

  get text() {
    return this.body.toString('utf8');
  }

  get json() {
    try {
      return JSON.parse(this.text);
    } catch {
      return undefined;
    }
  }

  get decoded() {
    const coding = this.header('Content-Encoding');
    if (coding === 'gzip') return zlib.gunzipSync(this.body);
    return coding === 'br' ? zlib.brotliDecompressSync(this.body) : this.body;
  }
}

/** Takes one answer off the front of what was received; null while it is not whole. */
export function parse(received, method, ended = false) {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [start, ...lines] = received.toString('latin1', 0, end).split('\r\n');
  const match = /^HTTP\/(\d\.\d) (\d{3}) ?(.*)$/.exec(start);
  if (!match) throw new Error(`no status line: ${start.slice(0, 80)}`);
  const answer = new Answer(
    Number(match[2]),
    match[3],
    match[1],
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  let at = end + 4;
  const length = answer.header('Content-Length');
  if (answer.status < 200 || answer.status === 204 || answer.status === 304 || method === 'HEAD') return { answer, rest: received.subarray(at) };
  if (/chunked/i.test(answer.header('Transfer-Encoding') ?? '')) {
    const chunks = [];
    for (;;) {
      const line = received.indexOf('\r\n', at);
      if (line < 0) return null;
      const size = parseInt(received.toString('latin1', at, line), 16);
      if (received.length < line + 2 + size + 2) return null;
      if (size === 0) {
        answer.body = Buffer.concat(chunks);
        return { answer, rest: received.subarray(line + 4) };
      }
      chunks.push(received.subarray(line + 2, line + 2 + size));
      at = line + 2 + size + 2;
    }
  }
  if (length === undefined) {
    if (!ended) return null;
    answer.body = received.subarray(at);
    return { answer, rest: Buffer.alloc(0) };
  }
  at += Number(length);
  if (received.length < at) return null;
  answer.body = received.subarray(end + 4, at);
  return { answer, rest: received.subarray(at) };
}

/** Says a request again, for whoever wants to repeat it. */
export function describe({ method = 'GET', path, headers = [], body }) {
  const shown = headers.map(([name, value]) => `${name}: ${/^(x-api-key|authorization)$/i.test(name) ? `${value.slice(0, 10)}…` : value}`);
  const content = body === undefined ? '' : ` ${JSON.stringify(body.toString('utf8').slice(0, 300))}`;
  return `${method} ${path}${shown.length ? ` [${shown.join(' | ').slice(0, 400)}]` : ''}${content}`;
}

export class Client {
  #idle = [];

  constructor(port) {
    this.port = port;
    this.host = `127.0.0.1:${port}`;
    this.sent = 0;
    this.unsolicited = [];
  }

  async send(request) {
    this.sent++;
    const bytes = this.write(request);
    for (;;) {
      const kept = this.#idle.pop();
      try {
        return await this.#exchange(kept ?? (await this.#connect()), bytes, request);
      } catch (error) {
        // A kept connection may have been closed since; a new one says what is the matter.
        if (!kept) throw error;
      }
    }
  }

  write({ method = 'GET', path, headers = [], body, version = '1.1', host = this.host }) {
    const has = (name) => headers.some(([known]) => known.toLowerCase() === name);
    const lines = [`${method} ${path} HTTP/${version}`];
    if (host !== null && !has('host')) lines.push(`Host: ${host}`);
    for (const [name, value] of headers) lines.push(`${name}: ${value}`);
    const content = body === undefined ? undefined : Buffer.from(body);
    if (content && !has('content-length') && !has('transfer-encoding')) lines.push(`Content-Length: ${content.length}`);
    return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8'), content ?? Buffer.alloc(0)]);
  }

  /** Sends bytes as they are, in one piece or several, and gives all answers that come until the connection is closed or quiet. */
  async raw(pieces, { quietMs = 300, methods = [] } = {}) {
    const socket = await this.#connect();
    this.sent++;
    return new Promise((resolve) => {
      const answers = [];
      let received = Buffer.alloc(0);
      let timer;
      const take = (ended) => {
        try {
          for (let taken; (taken = parse(received, methods[answers.length], ended)); received = taken.rest) answers.push(taken.answer);
        } catch (error) {
          answers.broken = error.message;
        }
      };
      const finish = (closed) => {
        clearTimeout(timer);
        take(closed);
        socket.destroy();
        answers.closed = closed;
        answers.left = received.length;
        resolve(answers);
      };
      const rearm = (ms) => {
        clearTimeout(timer);
        timer = setTimeout(() => finish(false), ms);
      };
      rearm(5_000);
      socket.on('data', (data) => {
        received = Buffer.concat([received, data]);
        take(false);
        rearm(quietMs);
      });
      socket.on('end', () => finish(true));
      socket.on('error', () => finish(true));
      (async () => {
        for (const piece of [pieces].flat()) {
          if (socket.destroyed) return;
          socket.write(piece);
          await new Promise((done) => setImmediate(done));
        }
      })();
    });
  }

  close() {
    for (const socket of this.#idle) socket.destroy();
    this.#idle = [];
  }

  #connect() {
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.port, '127.0.0.1', () => resolve(socket));
      socket.setNoDelay(true);
      socket.on('error', reject);
    });
  }

  #exchange(socket, bytes, request) {
    return new Promise((resolve, reject) => {
      const method = request.method ?? 'GET';
      const started = performance.now();
      let received = [];
      let size = 0;
      let needed = 0;
      const stop = () => {
        clearTimeout(timer);
        socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error').removeAllListeners('close');
        socket.on('error', () => {});
      };
      const fail = (message) => {
        stop();
        socket.destroy();
        reject(new Error(`${message}: ${describe(request)}`));
      };
      const timer = setTimeout(() => fail(`no answer in ${patience / 1000} s`), patience);
      const take = (ended) => {
        if (!ended && size < needed) return;
        const whole = received.length === 1 ? received[0] : Buffer.concat(received, size);
        received = [whole];
        let taken;
        try {
          taken = parse(whole, method, ended);
        } catch (error) {
          return fail(error.message);
        }
        if (taken && taken.answer.status < 200) {
          received = [taken.rest];
          size = taken.rest.length;
          return take(ended);
        }
        if (!taken) {
          if (ended) fail('the connection was closed');
          return undefined;
        }
        stop();
        const { answer, rest } = taken;
        answer.ms = performance.now() - started;
        answer.trailing = rest.length;
        const last = ended || rest.length || answer.version === '1.0' || request.version === '1.0' || /close/i.test(answer.header('Connection') ?? '');
        if (last) socket.destroy();
        else {
          socket.on('data', (data) => {
            this.unsolicited.push(`${describe(request)}: ${data.length} bytes after its answer`);
            socket.destroy();
          });
          socket.once('close', () => (this.#idle = this.#idle.filter((other) => other !== socket)));
          this.#idle.push(socket);
        }
        return resolve(answer);
      };
      socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error').removeAllListeners('close');
      socket.on('data', (data) => {
        received.push(data);
        size += data.length;
        take(false);
      });
      socket.on('end', () => take(true));
      socket.on('error', (error) => fail(error.message));
      socket.write(bytes);
    });
  }
}
