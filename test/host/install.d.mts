// The types of install.mjs, for the tests that use it.

/** Installs VS Code's server where it is not there yet: `newest`, `oldest` or a pinned version. */
export function installServer(version: string): Promise<{ script: string; node: string; version: string }>;

/** A Chromium that starts on this machine. */
export function installChromium(): Promise<{ executablePath: string; env: Record<string, string> }>;
