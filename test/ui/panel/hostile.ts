/** Texts that do harm where they are taken for more than text. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'quotes and tags':
    '"><img src=x onerror="test.violations.push(\'run\')"><script>test.violations.push("run")</script>\'`',
  'ten thousand characters': 'x'.repeat(10_000),
  'ten thousand words': 'word <b> '.repeat(1_200),
  'right-to-left marks': 'serve\u202Egpj.exe\u202C \u2066اسم\u2069 \u200Fשם\u200E',
  emoji: '👩‍👩‍👧‍👦🔥🇩🇪 \u{1F3F4}\u{E0067}\u{E0062}\u{E007F} e\u0301\u0301\u0301',
  'Markdown, commands and formulas':
    '[run](command:workbench.action.quit) ![x](https://x.test/a.png) **b** | ` =1+1 $(trash) {0} %s',
  'control characters': 'a\u0000b\u001b[31mred\u0007\r\nnext\tline\u2028end',
};
