import { strict as assert } from 'node:assert';
import { fold } from './support';

/** A line of Python a line of the array; `HERE(x)` is where x is asked for. */
type Case = readonly [title: string, lines: readonly string[], expected: string];

const REACHING: readonly Case[] = [
  ['the last of several', ['N = 1', 'N = 2', 'HERE(N)'], '2'],
  ['only what stands above', ['N = 1', 'HERE(N)', 'N = 2'], '1'],
  ['only below', ['HERE(N)', 'N = 2'], '?'],
  ['two on a line', ['N = 1; M = N + 1; HERE(M)'], '2'],
  ['a chain', ['A = B = 3', 'HERE(A + B)'], '6'],
  ['a swap', ['A, B = 1, 2', 'A, B = B, A', 'HERE((A, B))'], '(2, 1)'],
  ['a nested target', ['A, (B, C) = 1, (2, 3)', 'HERE(C)'], '3'],
  ['a target twice', ['A, A = 1, 2', 'HERE(A)'], '2'],
  ['a list unpacked', ['V = [1, 2]', 'A, B = V', 'HERE(B)'], '2'],
  ['a starred target', ['A, *B = 1, 2', 'HERE(A)'], '1'],
  ['an annotation', ['N: int = 3', 'HERE(N)'], '3'],
  ['a bare annotation', ['N = 3', 'N: int', 'HERE(N)'], '3'],
  ['an augmented one', ['N = 3', 'N += 1', 'HERE(N)'], '4'],
  ['taken away', ['N = 3', 'del N', 'HERE(N)'], '?'],
  ['if without else', ['N = 1', 'if q():', '  N = 2', 'HERE(N)'], '1 | 2'],
  ['if and else', ['N = 1', 'if q():', '  N = 2', 'else:', '  N = 3', 'HERE(N)'], '2 | 3'],
  ['elif', ['N = 1', 'if q():', '  N = 2', 'elif r():', '  N = 3', 'HERE(N)'], '1 | 2 | 3'],
  ['a branch that raises', ['N = 1', 'if q():', '  N = 2', 'else:', '  raise X', 'HERE(N)'], '2'],
  ['a certain test', ['F = True', 'if F:', '  N = 1', 'else:', '  N = 2', 'HERE(N)'], '1'],
  ['in the other branch', ['N = 1', 'if q():', '  N = 2', 'else:', '  HERE(N)'], '1'],
  ['what only a type checker sees', ['N = 1', 'if TYPE_CHECKING:', '  N = 2', 'HERE(N)'], '1'],
  ['what only a script runs', ['N = 1', 'if __name__ == "__main__":', '  N = 2', 'HERE(N)'], '1'],
  ['try and except', ['try:', '  N = 1', 'except E:', '  N = 2', 'HERE(N)'], '1 | 2'],
  ['a handler that raises', ['try:', '  N = 1', 'except E:', '  raise', 'HERE(N)'], '1'],
  ['in a handler', ['N = 1', 'try:', '  N = 2', '  f()', 'except E:', '  HERE(N)'], '1 | 2'],
  [
    'after a handler',
    ['N = 1', 'try:', '  N = 2', 'except E:', '  pass', 'else:', '  N = 3', 'HERE(N)'],
    '1 | 3 | 2',
  ],
  ['finally', ['try:', '  N = 1', 'finally:', '  N = 2', 'HERE(N)'], '2'],
  ['in finally', ['N = 1', 'try:', '  f()', 'except E:', '  N = 2', 'finally:', '  HERE(N)'], '1 | 2'],
  ['a loop', ['N = 1', 'while q():', '  N = 2', 'HERE(N)'], '1 | 2'],
  ['a loop that counts', ['N = 1', 'while q():', '  N += 1', 'HERE(N)'], '? 1'],
  ['the next time round', ['N = 1', 'for _ in q:', '  HERE(N)', '  N = 2'], '1 | 2'],
  ['a loop variable', ['for N in [1, 2]:', '  HERE(N)'], '1 | 2'],
  ['a loop variable of a call', ['for N in range(3):', '  HERE(N)'], '0 | 1 | 2'],
  ['for and else', ['for _ in q:', '  N = 1', 'else:', '  N = 2', 'HERE(N)'], '2'],
  ['with', ['with modal.enable_output(), q() as N:', '  M = 2', 'HERE(M)'], '2'],
  ['with as', ['N = 1', 'with q() as N:', '  HERE(N)'], '?'],
  ['match', ['N = 1', 'match q:', '  case 1:', '    N = 2', 'HERE(N)'], '1 | 2'],
  ['captured by match', ['N = 1', 'match q:', '  case N:', '    HERE(N)'], '?'],
  ['a walrus', ['f(N := 4)', 'HERE(N)'], '4'],
  ['a walrus in a test, after it', ['N = 1', 'if (N := 4) > 2:', '  pass', 'HERE(N)'], '4'],
  ['a walrus in a test, below it', ['N = 1', 'if q(N := 4):', '  HERE(N)'], '4'],
  ['a walrus in an elif', ['N = 1', 'if q():', '  pass', 'elif q(N := 4):', '  HERE(N)'], '4'],
  ['a walrus in a while', ['N = 1', 'while q(N := 4):', '  HERE(N)'], '4'],
  ['a walrus that may not be reached', ['N = 1', 'f(q and (N := 4))', 'HERE(N)'], '1 | 4'],
  ['a walrus that is reached', ['N = 1', 'f((N := 4) and q)', 'HERE(N)'], '4'],
  ['a walrus on one side', ['N = 1', 'f((N := 4) if q else 5)', 'HERE(N)'], '1 | 4'],
  ['two walruses', ['f(N := 4, N := 5)', 'HERE(N)'], '5'],
  ['a walrus in a comprehension', ['x = 1', '[N := x for x in [2]]', 'HERE(N)'], '?'],
  ['a walrus in a decorator', ['N = 1', '@f(N := 4)', 'def g(): pass', 'HERE(N)'], '4'],
  ['a walrus in a default', ['N = 1', 'def g(x=(N := 4)): pass', 'HERE(N)'], '4'],
  ['a walrus in what a loop goes over', ['N = 1', 'for x in (N := [4]): pass', 'HERE(N)'], '[4]'],
  ['a walrus in a with', ['N = 1', 'with f(N := 4): pass', 'HERE(N)'], '4'],
  ['a walrus in a match', ['N = 1', 'match (N := 4):', '  case 1: pass', 'HERE(N)'], '4'],
  ['a walrus in a guard', ['N = 1', 'match q:', '  case 1 if (N := 4): pass', 'HERE(N)'], '1 | 4'],
  ['a walrus in a function', ['N = 1', 'def g():', '  f(N := 4)', 'HERE(N)'], '1'],
  ['a class', ['class N: pass', 'HERE(N)'], '?'],
  ['a type', ['N = 1', 'type N = int', 'HERE(N)'], '?'],
  ['parentheses', ['N = 1', '(N) = 2', 'HERE(N)'], '2'],
  ['an augmented one in parentheses', ['N = 1', '(N) += 2', 'HERE(N)'], '?'],
  ['a tuple of one', ['N = 1', '(N,) = [2]', 'HERE(N)'], '2'],
  ['taken away in parentheses', ['N = 1', 'del (N)', 'HERE(N)'], '?'],
  ['caught', ['N = 1', 'try:', '  f()', 'except E as N:', '  HERE(N)'], '?'],
  ['caught in a group', ['N = 1', 'try:', '  f()', 'except* E as N:', '  HERE(N)'], '?'],
  ['after it was caught', ['N = 1', 'try:', '  N = 2', 'except E as N:', '  N = 3', 'HERE(N)'], '2'],
  ['an import of a part', ['N = 1', 'import a, N.b', 'HERE(N)'], '?'],
  ['an import under another name', ['N = 1', 'import a as N', 'HERE(N)'], '?'],
  ['a name of a pattern', ['N = 1', 'match q:', '  case {"a": N}:', '    HERE(N)'], '?'],
  ['a name of a class pattern', ['N = 1', 'match q:', '  case P(x=N):', '    HERE(N)'], '?'],
  ['the rest of a pattern', ['N = 1', 'match q:', '  case {**N}:', '    HERE(N)'], '?'],
  ['a pattern with a guard', ['N = 1', 'match q:', '  case N if r():', '    HERE(N)'], '?'],
  ['a name far from its keyword', ['N = 1', 'def          \\', '  N(): pass', 'HERE(N)'], '?'],
];

const SCOPES: readonly Case[] = [
  ['a function sees the module’s end', ['N = 1', 'def f():', '  HERE(N)', 'N = 2'], '2'],
  ['a local hides it', ['N = 1', 'def f():', '  N = 3', '  HERE(N)'], '3'],
  ['a parameter hides it', ['N = 1', 'def f(N):', '  HERE(N)'], '?'],
  ['a default is no proof', ['def f(N=5):', '  HERE(N)'], '? 5'],
  [
    'an inner function sees the outer’s end',
    ['def f():', '  N = 1', '  def g():', '    HERE(N)', '  N = 2'],
    '2',
  ],
  ['the outer does not see the inner’s', ['N = 1', 'def f():', '  def g():', '    N = 2', '  HERE(N)'], '1'],
  ['global', ['N = 1', 'def f():', '  global N', '  N = 2', 'HERE(N)'], '? 1'],
  [
    'global, read in a branch',
    ['if q():', '  N = 1', '  HERE(N)', 'def f():', '  global N', '  N = 2'],
    '? 1',
  ],
  ['global, over two lines', ['N = 1', 'def f():', '  global M, \\', '    N', '  N = 2', 'HERE(N)'], '? 1'],
  [
    'nonlocal',
    ['def f():', '  N = 1', '  def g():', '    nonlocal N', '    N = 2', '  g()', '  HERE(N)'],
    '? 1',
  ],
  ['a type parameter', ['N = 1', 'def f[N]():', '  HERE(N)'], '?'],
  ['a class’s body sees its own', ['N = 1', 'class C:', '  N = 2', '  HERE(N)'], '2'],
  ['its methods do not', ['N = 1', 'class C:', '  N = 2', '  def f(self):', '    HERE(N)'], '1'],
  ['an attribute of a class', ['class C:', '  N = 2', '  M = N * 3', 'HERE(C.M)'], '6'],
  ['an attribute set from outside', ['class C:', '  N = 2', 'C.N = 3', 'HERE(C.N)'], '3'],
  ['a dict changed in place', ['D = {"a": 1}', 'D["a"] = 2', 'HERE(D["a"])'], '2'],
  ['a list that grows', ['L = [1]', 'L.append(2)', 'HERE(L)'], '[1, 2]'],
  ['a change further down', ['D = {"a": 1}', 'HERE(D["a"])', 'D["a"] = 2'], '1'],
  [
    'a change further down, seen by a function',
    ['D = {"a": 1}', 'def f():', '  HERE(D["a"])', 'D["a"] = 2'],
    '2',
  ],
];

describe('the definitions of a name that reach a place', () => {
  for (const [title, lines, expected] of REACHING) check(title, lines, expected);
});

describe('Python’s scopes', () => {
  for (const [title, lines, expected] of SCOPES) check(title, lines, expected);
});

function check(...[title, lines, expected]: Case): void {
  it(title, async () => {
    assert.equal(await fold(`${lines.join('\n')}\n`), expected);
  });
}
