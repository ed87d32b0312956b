// Servers that one window after the other uses: starting one takes as long as opening a window.
import { startServer } from './server.mjs';

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** What a server cannot change once it runs, as the key; what it can (the settings) is written for each window.
 * @type {Map<string, Promise<Server>>} */
const servers = new Map();

/**
 * A server that windows share one after the other, with the settings of the next one; it ends with this process.
 * @param {import('./server.mjs').ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function sharedServer({ settings = {}, ...options }) {
  const key = JSON.stringify(options);
  const server = await (servers.get(key) ?? startShared(key, options));
  await server.writeSettings(settings);
  return server;
}

/** @param {string} key @param {import('./server.mjs').ServerOptions} options */
function startShared(key, options) {
  const starting = startServer(options);
  servers.set(key, starting);
  const forget = () => {
    if (servers.get(key) === starting) servers.delete(key);
  };
  starting.then((server) => server.ended.then(forget), forget);
  return starting;
}
