// A panel that shows one paragraph once it has been told so: what VS Code itself takes for a panel.
const vscode = require('vscode');

const PAGE = `<!DOCTYPE html>
<main></main>
<script>
  const api = acquireVsCodeApi();
  addEventListener('message', () => {
    document.querySelector('main').innerHTML = '<p class="chart">A paragraph</p>';
    requestAnimationFrame(() => performance.mark('first picture'));
  });
  api.postMessage('ready');
</script>`;

/** @param {import('vscode').ExtensionContext} context */
exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.commands.registerCommand('emptyPanel.open', () => {
      const panel = vscode.window.createWebviewPanel('emptyPanel', 'Empty panel', vscode.ViewColumn.Beside, {
        enableScripts: true,
      });
      panel.webview.onDidReceiveMessage(() => panel.webview.postMessage('view'));
      panel.webview.html = PAGE;
    }),
  );
};
