// The running service, as a process of its own with the seeds, a database of its own and a free port of 127.0.0.1.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The environment of the service and of its commands; `connection` is that of PostgreSQL, less the database, which is named as the folder. */
const environment = ({ folder, connection }, settings) => ({
  ...process.env,
  ASPNETCORE_ENVIRONMENT: 'Development',
  DOTNET_ENVIRONMENT: 'Development',
  Database__Provider: connection ? 'Postgres' : 'Sqlite',
  ConnectionStrings__Articles: connection ? connection + path.basename(folder) : `Data Source=${path.join(folder, 'articles.db')}`,
  Development__KeyFile: path.join(folder, 'development.key'),
  Seeds__Path: path.resolve('seeds'),
  Logging__LogLevel__Default: 'Warning',
  ...settings,
});

export async function start(installation, database, settings = {}) {
  const { folder } = database;
  const port = await freePort();
  const log = fs.openSync(path.join(folder, 'service.log'), 'a');
  const child = spawn('dotnet', ['ArticleApi.dll', '--urls', `http://127.0.0.1:${port}`], {
    cwd: installation,
    env: environment(database, settings),
    stdio: ['ignore', log, log],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    fs.closeSync(log);
  };
  const giveUp = Date.now() + 60_000;
  while (child.exitCode === null && Date.now() < giveUp) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (ready?.ok) {
      const key = fs.readFileSync(path.join(folder, 'development.key'), 'utf8').trim();
      return { port, key, stop, log: () => fs.readFileSync(path.join(folder, 'service.log'), 'utf8') };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error(`The service did not become ready:\n${fs.readFileSync(path.join(folder, 'service.log'), 'utf8')}`);
}

/** A key with these scopes alone. */
export function createKey(installation, database, ...scopes) {
  const made = spawnSync('dotnet', ['ArticleApi.dll', 'keys', 'create', 'check', ...scopes.flatMap((scope) => ['--scope', scope])], {
    cwd: installation,
    env: environment(database, {}),
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`no key was made: ${made.stderr}`);
  return made.stdout.trim().split(/\s+/).at(-1);
}
