/** Why a file or folder of a workspace is not read. */
export type SkipReason =
  | { readonly kind: 'tooLarge'; readonly maxBytes: number }
  | { readonly kind: 'notUtf8' | 'nameNotUtf8' | 'permissionDenied' | 'symlinkLoop' | 'parsingTooSlow' }
  /** Its tree takes more memory than there is; or the parser has failed on it. */
  | { readonly kind: 'tooMuchMemory' | 'parserFailed' }
  /** Lines that are indented in more ways than the parser can tell apart. */
  | { readonly kind: 'tooManyIndents'; readonly max: number }
  /** Read in part: what it imports is so large that not all of it was looked at. */
  | { readonly kind: 'importsTooLarge'; readonly maxBytes: number }
  /** A `coding:` comment names an encoding that is not known here, or that does not fit the bytes. */
  | { readonly kind: 'unknownEncoding' | 'notInEncoding'; readonly encoding: string }
  | { readonly kind: 'malformedNotebook' | 'oldNotebook' }
  | { readonly kind: 'tooManyCells'; readonly max: number }
  /** Identifiers in letters that Python reads as others, such as mathematical ones. */
  | { readonly kind: 'disguisedLetters' }
  /** A symbolic link to something that is not read. */
  | { readonly kind: 'symbolicLink' }
  /** Read in part: what is written where Python would refuse the file is not known. */
  | { readonly kind: 'syntaxError'; readonly line: number; readonly cell?: number }
  /** Read in part: what it declares in a line, or anywhere for 0, would take too long to find out. */
  | { readonly kind: 'searchTooLong'; readonly line: number; readonly cell?: number }
  /** There was no time left to read it. */
  | { readonly kind: 'timeOver' }
  /** It was there when its folder was listed. */
  | { readonly kind: 'goneMeanwhile' }
  | { readonly kind: 'noSuchFile' | 'noSuchPath' }
  /** A pipe or a device. */
  | { readonly kind: 'notAFile' }
  /** Another repository in this one, of which other commits are used before and after a change. */
  | { readonly kind: 'changedSubmodule' }
  /** A partial clone: its content is elsewhere. */
  | { readonly kind: 'notInClone' }
  /** Another error of the system, or of Git, as that words it. */
  | { readonly kind: 'systemError'; readonly message: string };

/** A file that was not read, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: SkipReason;
}

/** What is thrown without a reason of ours. */
export function systemError(error: unknown): SkipReason {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'systemError', message: message.slice(0, 500) };
}
