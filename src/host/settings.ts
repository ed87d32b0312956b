import { EventEmitter, workspace, type ConfigurationScope, type Disposable, type Event } from 'vscode';
import { placeOf } from './notebooks';
import { LENS_ACTIONS, SETTING_DEFAULTS, type Settings } from './contributions';

const SECTION = 'modalCost';

/** The settings as they are now, validated: a value of the wrong kind counts as its default. */
export class SettingsService implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly listener = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION)) this.changed.fire();
  });

  readonly onDidChange: Event<void> = this.changed.event;

  get<K extends keyof Settings>(key: K, scope?: ConfigurationScope): Settings[K] {
    const value: unknown = workspace.getConfiguration(SECTION, scope && inFolder(scope)).get(key);
    return isSetting(key, value) ? value : SETTING_DEFAULTS[key];
  }

  /** Writes a setting where it is set already: in the workspace if it holds a value there, else in the user's settings. */
  async set<K extends keyof Settings>(key: K, value: Settings[K] | undefined): Promise<void> {
    const configuration = workspace.getConfiguration(SECTION);
    const inWorkspace = configuration.inspect(key)?.workspaceValue !== undefined;
    await configuration.update(key, value, !inWorkspace);
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

/** A cell has the settings of its notebook's folder: VS Code knows none for its own address. */
function inFolder(scope: ConfigurationScope): ConfigurationScope {
  return 'getText' in scope ? { uri: placeOf(scope), languageId: scope.languageId } : scope;
}

function isSetting<K extends keyof Settings>(key: K, value: unknown): value is Settings[K] {
  if (key === 'display') return value === 'codeLens' || value === 'inlay' || value === 'hoverOnly';
  if (key === 'lens.actions') return Array.isArray(value) && value.every(isLensAction);
  if (key === 'hoursPerMonth')
    return value === null || (typeof value === 'number' && value > 0 && value <= 744);
  if (key === 'usage' || key === 'rules')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === typeof SETTING_DEFAULTS[key];
}

function isLensAction(value: unknown): boolean {
  return LENS_ACTIONS.some((each) => each === value);
}
