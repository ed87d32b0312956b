// What can be asked of a window of VS Code under test, and what it has.
import type { Locator, Page } from 'playwright-core';

export interface WindowOptions {
  /** `newest` (the default), `oldest`, or a pinned version. */
  version?: string;
  /** User settings, over the ones that keep VS Code quiet. */
  settings?: Record<string, unknown>;
  /** The environment of the extension host. */
  env?: Record<string, string>;
  /** One folder (the default is examples/), or a list for a multi-root workspace. */
  folder?: string | string[];
  /** Work on a copy of the folder (the default), or on the folder itself. */
  copy?: boolean;
  /** Leave the examples' sample bill in their copy: without it (the default) there is no team file but a test's own. */
  withBill?: boolean;
  /** The folder of the extension under development; the default is this repository, null is none. */
  extension?: string | null;
  /** Packages to install first. */
  vsix?: string | string[];
  /** Folders of extensions to use in place, as if they were installed. */
  linked?: string[];
  /** Run the extension's `browser` entry in the web-worker extension host. */
  web?: boolean;
  /** A file of the (first) folder that is open from the start, as after a reload. */
  startFile?: string;
  /** Open the workspace in Restricted Mode. */
  untrusted?: boolean;
  width?: number;
  height?: number;
  /** Device pixels per CSS pixel. */
  scale?: number;
  /** CSS to add to VS Code's page, for pictures. */
  style?: string;
  /** VS Code's language for extensions, such as `de`; its own messages stay English. */
  language?: string;
}

export interface SuiteOptions extends WindowOptions {
  /** The folder below out/test whose tests to run; the default is `integration`. */
  suite?: string;
  /** The module that exports `run()`. */
  tests?: string;
  /** Milliseconds. */
  timeout?: number;
  log?: (line: string) => void;
}

export interface Verdict {
  passed: number;
  failures: readonly string[];
  version: string;
}

export interface OpenOptions extends WindowOptions {
  /** Files to open, relative to the (first) folder; `app.py:12` goes to a line. */
  files?: string[];
  /** A theme's label, such as `Default Dark Modern`. */
  theme?: string;
}

export interface Session {
  page: Page;
  /** The server's address on this machine. */
  url: string;
  version: string;
  /** The workspace's folders, where they are now. */
  folders: string[];
  /** Opens a file, relative to the (first) folder; the line may be `line:column`. */
  openFile(file: string, line?: number | string): Promise<void>;
  /** Opens a list of VS Code by its key, and gives its input once that has the focus. */
  openList(key: string): Promise<Locator>;
  /** Runs a command by its title, through the command palette. */
  runCommand(title: string): Promise<void>;
  /** The same where the command asks something in its turn, in the palette's place. */
  askCommand(title: string): Promise<void>;
  /** The first lens on screen, or the first with a text: wait for it, hover it, click it. */
  lens(text?: string): Locator;
  /** The titles of the lenses on screen, once there is one. */
  lenses(): Promise<string[]>;
  close(): Promise<void>;
}
