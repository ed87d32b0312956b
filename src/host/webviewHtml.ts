import { Uri, type Webview } from 'vscode';

/** What a page says by itself. */
export interface PageText {
  readonly title: string;
  /** Of the words, such as `en`. */
  readonly language: string;
  readonly words: Readonly<Record<string, string>>;
  /** Messages of the core, by what they are in English; undefined where that is the reader's language. */
  readonly messages: Readonly<Record<string, string>> | undefined;
}

/** The panel's page: nothing runs in it but the extension's own script, and nothing is loaded but its own files. */
export function panelHtml(
  webview: Webview,
  extensionUri: Uri,
  { title, language, ...texts }: PageText,
): string {
  const nonce = cryptographicNonce();
  const file = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
  const csp = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `img-src data: blob:`,
    `font-src ${webview.cspSource}`,
    // These two do not fall back to `default-src`.
    `form-action 'none'`,
    `base-uri 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" nonce="${nonce}" href="${file('panel.css')}">
</head>
<body>
<main id="panel"${data('words', texts.words)}${data('messages', texts.messages)}></main>
<script nonce="${nonce}" src="${file('panel.js')}"></script>
</body>
</html>`;
}

function cryptographicNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '');
}

/** An attribute that the page's script reads; none for no texts. */
function data(name: string, texts: Readonly<Record<string, string>> | undefined): string {
  return texts ? ` data-${name}="${escapeHtml(JSON.stringify(texts))}"` : '';
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
