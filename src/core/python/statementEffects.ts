import type { Node } from 'web-tree-sitter';
import { bind, deletes, mentions, plainName } from './bindingTargets';
import { CompoundStatements } from './compoundStatements';
import type { Definition } from './definition';
import { expressionEffects } from './expressionEffects';
import { importedNames } from './importStatements';
import { GONE, NOTHING, opaque, sure, then, type Reach } from './reach';
import type { ScopeContext } from './scopeContext';
import { field, last, parts, type Path } from './syntax';

/** What single statements do to names. */
export class StatementEffects {
  readonly compound: CompoundStatements;
  private readonly assignments = new Map<number, ReadonlyMap<string, Definition>>();

  constructor(private readonly context: ScopeContext) {
    this.compound = new CompoundStatements(context);
  }

  /** What one statement does to a name. */
  of(path: Path, name: string): Reach {
    const statement = last(path);
    switch (statement.type) {
      case 'expression_statement':
        return this.expressionStatement(path, name);
      case 'import_statement':
      case 'import_from_statement':
        return this.importStatement(path, name);
      case 'function_definition':
      case 'class_definition':
        return then(
          expressionEffects(this.context, path, statement, name),
          this.named(statement, path, name),
        );
      case 'decorated_definition': {
        const definition = field(statement, 'definition');
        const named = definition ? this.named(definition, [...path, definition], name) : NOTHING;
        return then(expressionEffects(this.context, path, statement, name), named);
      }
      case 'if_statement':
        return this.compound.ifStatement(path, name);
      case 'for_statement':
      case 'while_statement':
        return this.compound.loop(path, name);
      case 'try_statement':
        return this.compound.tryStatement(path, name);
      case 'with_statement':
        return this.compound.withStatement(path, name);
      case 'match_statement':
        return this.compound.matchStatement(path, name);
      case 'delete_statement':
        return deletes(statement, name) ? GONE : expressionEffects(this.context, path, statement, name);
      case 'type_alias_statement': {
        const isBound = mentions(field(statement, 'left'), name);
        return isBound ? sure(opaque(statement, path, { kind: 'isType', name })) : NOTHING;
      }
      default:
        return expressionEffects(this.context, path, statement, name);
    }
  }

  private named(definition: Node, path: Path, name: string): Reach {
    if (field(definition, 'name')?.text !== name) return NOTHING;
    const kind = definition.type === 'class_definition' ? 'class' : 'function';
    return sure({ kind, node: definition, path });
  }

  private importStatement(path: Path, name: string): Reach {
    const node = last(path);
    const imports = importedNames(node);
    this.context.work.look(imports.length);
    const found = imports.findLast(([bound]) => bound === name)?.[1];
    if (found) return sure({ kind: 'import', import: found, node, path });
    const star = imports.find(([bound]) => bound.startsWith('*'))?.[1];
    // A star import of what is not in the workspace is taken to bind nothing that the file itself defines.
    if (!star || !this.context.outside.gives(star, name)) return NOTHING;
    return sure({ kind: 'import', import: { ...star, name }, node, path });
  }

  private expressionStatement(path: Path, name: string): Reach {
    const statement = last(path);
    const expression = parts(statement)[0];
    if (expression?.type === 'assignment') {
      const bound = this.assigned(expression, path).get(name);
      if (bound) return sure(bound);
    } else if (expression?.type === 'augmented_assignment') {
      if (plainName(field(expression, 'left')) === name)
        return sure({ kind: 'augmented', node: expression, path });
    }
    return expressionEffects(this.context, path, statement, name);
  }

  /** What an assignment binds, by name. */
  private assigned(expression: Node, path: Path): ReadonlyMap<string, Definition> {
    const known = this.assignments.get(expression.id);
    if (known) return known;
    const targets: Node[] = [];
    let value: Node | null = expression;
    while (value?.type === 'assignment') {
      const left = field(value, 'left');
      if (left) targets.push(left);
      value = field(value, 'right');
    }
    // An annotation without a value binds nothing.
    const bound = new Map(value ? targets.flatMap((target) => [...bind(target, value, path)]) : []);
    this.assignments.set(expression.id, bound);
    return bound;
  }
}
