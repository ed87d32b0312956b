import { UserError } from '../userError';

/** A question that cannot be answered as it was put: a sentence that names the place, what is amiss, and the remedy. */
export class ToolProblem extends UserError {}
