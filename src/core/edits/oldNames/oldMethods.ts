import type { Evaluator } from '../../python/evaluate';
import { field, parts } from '../../python/syntax';
import { callParts, type DecoratorSite } from '../locateDecorator';
import { allOf, NO_FIX, removed, type Fix } from './oldNameFix';

/** Drops `keep_warm` of `@modal.method`: without effect since 0.63.0, it says nothing that its class should say. */
export function fixMethods(ev: Evaluator, { decorator }: DecoratorSite): Fix {
  const definition = decorator && field(decorator.decorated, 'definition');
  const body = definition?.type === 'class_definition' ? field(definition, 'body') : null;
  const methods = body ? parts(body).filter(({ type }) => type === 'decorated_definition') : [];
  const decorators = methods.flatMap((method) => parts(method).filter(({ type }) => type === 'decorator'));
  return allOf(
    decorators.map((decorator) => {
      const call = parts(decorator)[0];
      const callee = call?.type === 'call' ? field(call, 'function') : null;
      const inside = callee && ev.module.modalPath(callee) === 'method' ? callParts(call!) : null;
      if (!inside) return NO_FIX;
      const indices = inside.items.items.flatMap(({ node }, i) =>
        node.type === 'keyword_argument' && field(node, 'name')?.text === 'keep_warm' ? [i] : [],
      );
      return removed(inside.list, indices);
    }),
  );
}
