import {
  l10n,
  ProcessExecution,
  Task,
  TaskRevealKind,
  tasks,
  TaskScope,
  workspace,
  type Disposable,
  type TaskDefinition,
  type WorkspaceFolder,
} from 'vscode';
import { isRecord } from '../../core/json/isRecord';
import { DEPLOY_TASK } from '../../host/contributions';
import { gateWords, MODAL_COST, MODAL_DEPLOY } from './gateWords';

/** As tasks.json has it; nobody has checked it. */
interface DeployTask extends TaskDefinition {
  readonly deploy?: unknown;
  readonly maxIncrease?: unknown;
  readonly options?: unknown;
  readonly tool?: unknown;
}

/**
 * Offers the task that runs `modal-cost gate`. VS Code asks for it when somebody opens the list of tasks, and runs it in a
 * terminal when somebody starts it; nothing is read or run here.
 */
export function registerDeployTask(): Disposable {
  return tasks.registerTaskProvider(DEPLOY_TASK, {
    provideTasks: () =>
      (workspace.workspaceFolders ?? []).flatMap(
        (folder) => deployTask({ type: DEPLOY_TASK }, folder, l10n.t('deploy with cost check')) ?? [],
      ),
    resolveTask: ({ definition, scope, name }) =>
      isRecord(definition) ? deployTask(definition, scope ?? TaskScope.Workspace, name) : undefined,
  });
}

/** Undefined where a property is not what the schema of tasks.json says. */
function deployTask(
  definition: DeployTask,
  scope: WorkspaceFolder | TaskScope,
  name: string,
): Task | undefined {
  const { deploy, maxIncrease, options = [], tool = [MODAL_COST] } = definition;
  // VS Code puts the file of the active editor in when the task starts.
  const command = deploy ?? [...MODAL_DEPLOY, '${relativeFile}'];
  if (!areWords(command) || !areWords(options) || !areWords(tool)) return undefined;
  const [program, ...args] = [...tool, ...gateWords(command, maxIncreaseOf(maxIncrease), options)];
  if (program === undefined || command.length === 0) return undefined;
  const execution = new ProcessExecution(program, args);
  const task = new Task(definition, scope, name, 'modal-cost', execution, []);
  // It may ask a question.
  task.presentationOptions = { reveal: TaskRevealKind.Always, focus: true };
  return task;
}

function maxIncreaseOf(given: unknown): number | null {
  return typeof given === 'number' ? given : null;
}

function areWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}
