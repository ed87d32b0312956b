/** Brings the input with some name into view, whatever fold it is in, with the focus in it. */
export function focusField(name: string): void {
  const field = [...document.querySelectorAll<HTMLElement>('[data-name]')].find(
    ({ dataset }) => dataset.name === name,
  );
  const fold = field?.closest('details');
  if (fold) fold.open = true;
  field?.querySelector<HTMLElement>('input, select')?.focus();
}
