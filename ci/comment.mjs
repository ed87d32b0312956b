// Writes the comment of `modal-cost comment` to a pull request or merge request, or changes the one written before.
//   node ci/comment.mjs github|gitlab FILE
// All of it is set by environment variables: see readTarget. Prints the id of the comment.
import { appendFileSync, readFileSync } from 'node:fs';

/** The first line of each comment: `modal-cost comment` writes it. */
const TAG = '<!-- modal-cost-lens -->';

/** Comments that are looked through: 100 on a page. */
const MAX_PAGES = 50;
const PAGE = 100;
const MAX_SECONDS = 60;

/**
 * @typedef {object} Note
 * @property {number} id
 * @property {string} body
 * @property {{ readonly login?: string, readonly id?: number }} author
 */
/**
 * Where comments are, on either platform.
 * @typedef {object} Target
 * @property {Record<string, string>} headers
 * @property {string} list the address of all comments
 * @property {(id: number) => string} one the address of a comment
 * @property {'PATCH' | 'PUT'} change the method that changes one
 * @property {() => Promise<(author: Note['author']) => boolean>} findOwn finds out which comments are our own: anybody can
 * begin a comment with the same line
 */

/** A set-up that is not right, or an answer that is no success. */
class Failure extends Error {}

/** @param {string} name */
function setting(name) {
  const value = process.env[name] ?? '';
  if (value === '') throw new Failure(`${name} is not set`);
  return value;
}

/**
 * A setting that becomes a part of an address.
 * @param {string} name
 * @param {RegExp} form
 */
function settingLike(name, form) {
  const value = setting(name);
  if (!form.test(value)) throw new Failure(`${name} is not as expected`);
  return value;
}

/**
 * @param {string | undefined} platform
 * @returns {Target}
 */
function readTarget(platform) {
  if (platform === 'github') {
    const repository = `${setting('GITHUB_API_URL')}/repos/${settingLike('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/)}`;
    const author = setting('COMMENT_AUTHOR');
    return {
      headers: { authorization: `Bearer ${setting('TOKEN')}`, accept: 'application/vnd.github+json' },
      list: `${repository}/issues/${settingLike('PULL_REQUEST', /^\d+$/)}/comments`,
      one: (id) => `${repository}/issues/comments/${id}`,
      change: 'PATCH',
      findOwn: () => Promise.resolve(({ login }) => login === author),
    };
  }
  if (platform !== 'gitlab') throw new Failure('the platform must be github or gitlab');
  const api = setting('CI_API_V4_URL');
  const project = `${api}/projects/${settingLike('CI_PROJECT_ID', /^\d+$/)}`;
  const list = `${project}/merge_requests/${settingLike('CI_MERGE_REQUEST_IID', /^\d+$/)}/notes`;
  const headers = { 'private-token': setting('TOKEN') };
  return {
    headers,
    list,
    one: (id) => `${list}/${id}`,
    change: 'PUT',
    findOwn: async () => {
      const me = await ask('GET', `${api}/user`, headers);
      return ({ id }) => id !== undefined && id === numberIn(me, 'id');
    },
  };
}

/**
 * @param {string} method
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {object} [body]
 * @returns {Promise<unknown>}
 */
async function ask(method, url, headers, body) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'user-agent': 'modal-cost-lens', 'content-type': 'application/json' },
    signal: AbortSignal.timeout(MAX_SECONDS * 1_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // What a server says may be anything, and a runner reads what is printed.
  if (!response.ok) throw new Failure(`${method} ${new URL(url).pathname}: status ${response.status}`);
  return response.json();
}

/**
 * @param {unknown} value
 * @param {string} key
 */
function numberIn(value, key) {
  const found = /** @type {Record<string, unknown> | null} */ (value)?.[key];
  if (typeof found !== 'number' || !Number.isSafeInteger(found)) throw new Failure(`an answer has no ${key}`);
  return found;
}

/**
 * The id of the newest comment of our own; undefined where there is none.
 * @param {Target} target
 * @param {string} tag
 */
async function findComment({ headers, list, findOwn }, tag) {
  const isOwn = await findOwn();
  let found;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const url = `${list}?per_page=${PAGE}&page=${page}`;
    const notes = /** @type {(Note & { user?: Note['author'] })[]} */ (await ask('GET', url, headers));
    for (const note of notes) {
      // GitHub calls an author the user.
      const isTagged = typeof note.body === 'string' && note.body.startsWith(tag);
      if (isTagged && isOwn(note.user ?? note.author)) found = Math.max(found ?? 0, numberIn(note, 'id'));
    }
    if (notes.length < PAGE) return found;
  }
  return found;
}

/**
 * The comment, with a tag of its own where there are several of one pull request.
 * @param {string} file
 */
function readComment(file) {
  const text = readFileSync(file, 'utf8');
  const id = process.env.COMMENT_ID ?? '';
  if (id === '') return { tag: TAG, body: text };
  const tag = `<!-- modal-cost-lens: ${settingLike('COMMENT_ID', /^\w[\w.-]{0,59}$/)} -->`;
  return { tag, body: text.replace(TAG, tag) };
}

async function main() {
  const [platform, file = 'comment.md'] = process.argv.slice(2);
  const target = readTarget(platform);
  const { tag, body } = readComment(file);
  const { headers, list, one, change } = target;
  const last = await findComment(target, tag);
  const written =
    last === undefined
      ? await ask('POST', list, headers, { body })
      : await ask(change, one(last), headers, { body });
  const id = numberIn(written, 'id');
  console.log(`Comment ${id} ${last === undefined ? 'written' : 'changed'}.`);
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `comment-id=${id}\n`);
}

main().catch((/** @type {unknown} */ error) => {
  if (error instanceof Failure) console.error(`modal-cost: the comment is not written: ${error.message}`);
  else console.error('modal-cost: the comment is not written: no answer', error);
  process.exitCode = 1;
});
