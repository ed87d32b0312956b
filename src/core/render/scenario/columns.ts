import type { TableView } from './panelView';

export const left = (label: string): TableView['columns'][number] => ({ label, align: 'left' });
export const right = (label: string): TableView['columns'][number] => ({ label, align: 'right' });
