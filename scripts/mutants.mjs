// Small wrong changes to TypeScript, each behind a switch: a text with all of them is built once, and one at a time is on.
import ts from 'typescript';

const SWAPPED = new Map([
  ['+', '-'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['%', '*'],
  ['**', '*'],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['===', '!=='],
  ['!==', '==='],
  ['&&', '||'],
  ['||', '&&'],
  ['??', '&&'],
]);
const SWAPPED_CALLS = new Map([
  ['Math.min', 'Math.max'],
  ['Math.max', 'Math.min'],
  ['Math.floor', 'Math.ceil'],
  ['Math.ceil', 'Math.floor'],
]);
const SWAPPED_METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
]);

/**
 * @typedef {object} Mutant
 * @property {number} id
 * @property {string} file
 * @property {number} line from 1
 * @property {string} kind
 * @property {string} original
 * @property {string} mutated
 * @property {string} [tests] with how many of those that reach it it was tried
 * @property {string} [verdict]
 */

/**
 * The text of a module with its mutants in it, and what they are.
 * `hit(id)` must be there as `globalThis.__hit`: it says whether a mutant is on.
 * @param {string} text @param {string} file @param {number} first the id of the first mutant
 */
export function withMutants(text, file, first) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  /** @type {Mutant[]} */
  const mutants = [];
  /** @param {ts.Node} node @param {string} kind @param {string} original @param {string} mutated */
  const add = (node, kind, original, mutated) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    const id = first + mutants.length;
    mutants.push({ id, file, line: line + 1, kind, original, mutated });
    return id;
  };

  /** The text of a node, with the mutants of everything in it. @type {(node: ts.Node, from?: number) => string} */
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
  /** @type {(node: ts.Node) => string} */
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

/** What a node could be changed to, as text. @param {ts.Node} node @returns {{ kind: string, by: string }[]} */
function changesOf(node) {
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.getText();
    const by = SWAPPED.get(operator);
    // In parentheses, since JavaScript does not mix `??` with `&&`.
    return by ? [{ kind: operator, by: `(${node.left.getText()}) ${by} (${node.right.getText()})` }] : [];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [{ kind: '!', by: node.operand.getText() }];
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    const args = node.arguments.map((each) => each.getText()).join(', ');
    const other = SWAPPED_CALLS.get(callee);
    if (other) return [{ kind: callee, by: `${other}(${args})` }];
    if (!ts.isPropertyAccessExpression(node.expression) || node.questionDotToken) return [];
    const method = node.expression.name.getText();
    const object = node.expression.expression.getText();
    if (node.expression.questionDotToken) return [];
    if (method === 'filter') return [{ kind: 'filter', by: object }];
    const swapped = SWAPPED_METHODS.get(method);
    return swapped ? [{ kind: method, by: `${object}.${swapped}(${args})` }] : [];
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

/** @param {ts.Node} node */
function isTest(node) {
  return ts.isIfStatement(node.parent) && node.parent.expression === node;
}

/** Whether a literal is a value of the program, and no name, type, case or argument of a pattern. @param {ts.Node} node */
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

/** @param {string} text */
function shorten(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}
