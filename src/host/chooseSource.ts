import { l10n, window, workspace, type QuickPickItem, type Uri, type WorkspaceFolder } from 'vscode';
import { NextSteps } from './nextSteps';
import { pickOne } from './pickStep';
import { StoppedError } from './tell';

interface SourceItem<Other> extends QuickPickItem {
  readonly choose: () => Promise<Uri | 'clipboard' | Other | undefined>;
}

/** What a command of Modal’s printed. */
export interface PrintedBy<Other> {
  readonly title: string;
  readonly placeholder: string;
  /** The command alone, without what redirects its output. */
  readonly command: string;
  /** The extensions of the file that it was redirected to, by what they are called. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** What else there is to choose. */
  readonly others?: readonly (QuickPickItem & { readonly choice: Other })[];
}

/** Where the output of a command is: the file that the user picks, or the clipboard; undefined where the user leaves. */
export async function chooseSource<Other = never>({
  title,
  placeholder,
  command,
  filters,
  others = [],
}: PrintedBy<Other>): Promise<Uri | 'clipboard' | Other | undefined> {
  const items: readonly SourceItem<Other>[] = [
    {
      label: l10n.t('$(file) From a file…'),
      detail: l10n.t('The file that the command has written'),
      choose: async () => {
        const extensions = Object.fromEntries(Object.entries(filters).map(([name, all]) => [name, [...all]]));
        return (await window.showOpenDialog({ filters: extensions, title }))?.[0];
      },
    },
    {
      label: l10n.t('$(clippy) From the clipboard'),
      detail: l10n.t('The copied output of {0}', command),
      choose: () => Promise.resolve('clipboard'),
    },
    ...others.map(({ choice, ...item }) => ({ ...item, choose: () => Promise.resolve(choice) })),
  ];
  const picked = await pickOne({ title, placeholder, items });
  return picked?.choose();
}

/** The one folder, or the one of several that is picked. @throws UserError without any, with what needs one */
export async function chooseFolderFor(need: string): Promise<WorkspaceFolder | undefined> {
  const { workspaceFolders: folders = [] } = workspace;
  if (folders.length === 0) throw new StoppedError(need, [NextSteps.openFolder()]);
  return folders.length === 1 ? folders[0] : window.showWorkspaceFolderPick();
}
