/** What the process tells its caller. */
export const EXIT = {
  ok: 0,
  budgetFailed: 1,
  /** Of two results that are compared: not a failure of either. */
  different: 1,
  inputAtFault: 2,
  undecided: 3,
  bug: 4,
  /** 128 + SIGINT, as shells expect it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
