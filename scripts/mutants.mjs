// Small wrong changes to TypeScript, each behind a switch: a text with all of them is built once, and one at a time is on.
import ts from 'typescript';

const SWAPPED = {
  __proto__: null,
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};
const SWAPPED_CALLS = {
  __proto__: null,
  'Math.min': 'Math.max',
  'Math.max': 'Math.min',
  'Math.floor': 'Math.ceil',
  'Math.ceil': 'Math.floor',
};
const SWAPPED_METHODS = {
  __proto__: null,
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};

/**
 * The text of a module with its mutants in it, and what they are.
 * `hit(id)` must be there as `globalThis.__hit`: it says whether a mutant is on.
 * @param {string} text @param {string} file @param {number} first the id of the first mutant
 */
export function withMutants(text, file, first) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const mutants = [];
  const add = (node, kind, original, mutated) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    mutants.push({ id: first + mutants.length, file, line: line + 1, kind, original, mutated });
    return mutants.at(-1).id;
  };

  /** The text of a node, with the mutants of everything in it. */
  const render = (node, from = node.getStart()) => {
    let out = '';
    let at = from;
    const end = node.getEnd();
    ts.forEachChild(node, (child) => {
      const start = child.getStart();
      if (start < at) return;
      out += text.slice(at, start) + visit(child);
      at = child.getEnd();
    });
    out += text.slice(at, end);
    return out;
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return node.getText();
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.getText();
    let out = render(node);
    for (const { kind, by } of changesOf(node)) {
      const id = add(node, kind, shorten(node.getText()), shorten(by));
      out = `(__hit(${id})?(${by}):(${out}))`;
    }
    return out;
  };
  return { text: render(source, 0), mutants };
}

/** What a node could be changed to, as text. */
function changesOf(node) {
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.getText();
    const by = SWAPPED[operator];
    // In parentheses, since JavaScript does not mix `??` with `&&`.
    return by ? [{ kind: operator, by: `(${node.left.getText()}) ${by} (${node.right.getText()})` }] : [];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [{ kind: '!', by: node.operand.getText() }];
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    const args = node.arguments.map((each) => each.getText()).join(', ');
    if (SWAPPED_CALLS[callee]) return [{ kind: callee, by: `${SWAPPED_CALLS[callee]}(${args})` }];
    if (!ts.isPropertyAccessExpression(node.expression) || node.questionDotToken) return [];
    const method = node.expression.name.getText();
    const object = node.expression.expression.getText();
    if (node.expression.questionDotToken) return [];
    if (method === 'filter') return [{ kind: 'filter', by: object }];
    return SWAPPED_METHODS[method]
      ? [{ kind: method, by: `${object}.${SWAPPED_METHODS[method]}(${args})` }]
      : [];
  }
  if (ts.isConditionalExpression(node)) {
    return [
      { kind: '? :', by: node.whenTrue.getText() },
      { kind: '? :', by: node.whenFalse.getText() },
    ];
  }
  if (isTest(node))
    return [
      { kind: 'if', by: 'true' },
      { kind: 'if', by: 'false' },
    ];
  if (ts.isNumericLiteral(node) && isValue(node)) return [{ kind: 'number', by: `${node.getText()} + 1` }];
  if ((node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) && isValue(node))
    return [{ kind: 'boolean', by: node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true' }];
  // Words for a person: single words are mostly names of kinds.
  const isText =
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
  if (isText && isValue(node) && node.getText().includes(' ')) return [{ kind: 'text', by: "''" }];
  return [];
}

function isTest(node) {
  return ts.isIfStatement(node.parent) && node.parent.expression === node;
}

/** Whether a literal is a value of the program, and no name, type, case or argument of a pattern. */
function isValue(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  const no = [
    ts.isLiteralTypeNode,
    ts.isCaseClause,
    ts.isElementAccessExpression,
    ts.isPropertyDeclaration,
    ts.isTaggedTemplateExpression,
  ];
  return !no.some((is) => is(parent));
}

function shorten(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}
