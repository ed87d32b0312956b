import type { Disposable } from 'vscode';
import type { Change } from '../core/cost/varyDeclaration';
import { parseGpuString } from '../core/modal/gpu';
import { isWritable } from '../core/review/findings/gpuRules';
import { applyChange } from '../host/applyChange';
import { documentGiven } from '../host/chooseDeclaration';
import { registerCommand } from '../host/commands';
import { SET_PARAMETER } from '../host/contributions';
import { placeGiven } from '../host/editors';
import type { Services } from '../host/services';

/** What the links and lenses of savings run: writes one value into a declaration, as one edit that undo takes back. */
export function registerSetParameter(services: Services): Disposable {
  return registerCommand(services.log, SET_PARAMETER, async (uri, line, parameter, value) => {
    const document = await documentGiven(uri);
    const place = document && placeGiven(document, uri, line);
    const change = changeOf(parameter, value);
    if (!document || !place || !change) return;
    const { declarations } = await services.documents.scan(document);
    const declaration = declarations.find(({ range }) => range.start.line === place.line);
    if (declaration) await applyChange(document, declaration, change, services, 'ifShared');
  });
}

/** A link may be given anything: only what a saving asks for is a change. */
function changeOf(parameter: unknown, value: unknown): Change | undefined {
  if (parameter === 'gpu') {
    const gpu = typeof value === 'string' ? parseGpuString(value) : undefined;
    return gpu && 'value' in gpu && isWritable(gpu.value) ? { gpu: gpu.value } : undefined;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MAX_VALUE)
    return undefined;
  if (parameter === 'min_containers') return { min_containers: value };
  return parameter === 'scaledown_window' ? { scaledown_window: value } : undefined;
}

const MAX_VALUE = 1_000_000;
