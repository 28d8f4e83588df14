/** What went wrong with a program: not to be had, too old, broken on disk, or refused by the package system. */
export type ProgramErrorCode =
  /** Not on PATH, not in the cache, and this machine gives no way to fetch it. */
  | 'E_PROGRAM_MISSING'
  /** A file in the cache is not the file that was put there. */
  | 'E_PROGRAM_CORRUPT'
  /** The package system could not deliver it. */
  | 'E_PROGRAM_DOWNLOAD'
  /** It is there, but it does not run, or it is older than what Narthex supports. */
  | 'E_PROGRAM_UNFIT';

/** An error about one of the real programs (Prometheus, promtool, …); the message says what, where and what to do. */
export class ProgramError extends Error {
  readonly code: ProgramErrorCode;

  constructor(code: ProgramErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProgramError';
    this.code = code;
  }
}
