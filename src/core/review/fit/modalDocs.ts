/** The pages of Modal's documentation that rules cite, each with the date of the copy. */
import { modalPage } from './reviewClaims';

export const MODAL = {
  gpu: modalPage('modal-docs-gpu'),
  multiNode: modalPage('modal-docs-multi-node'),
  coldStart: modalPage('modal-docs-cold-start'),
} as const;
