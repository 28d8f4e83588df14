/** One fault that a program found in a generated file. */
export interface ToolFinding {
  /** The path of the generated file. */
  readonly artifact: string;
  /** Line of the artifact, from 1, where the program says it or its words lead to one. */
  readonly line?: number;
  /** What in the definition the faulty place comes from: `alert HostDiskFull of the rule pack host-filesystems`. */
  readonly from?: string;
  /** What is wrong, in the program's words. */
  readonly message: string;
}

/** A generated file as a program gets it. */
export interface ToolInput {
  /** Its path among the artifacts; findings name it. */
  readonly artifact: string;
  readonly text: string;
  /** The lines that precede the text in the artifact, where it is part of a larger one. Default 0. */
  readonly linesBefore?: number;
}

/** A finding at a line of the text that a program read. */
export function findingAt(
  { artifact, linesBefore = 0 }: ToolInput,
  message: string,
  line?: number,
  from?: string,
): ToolFinding {
  return {
    artifact,
    ...(line !== undefined && { line: line + linesBefore }),
    ...(from !== undefined && { from }),
    message,
  };
}
