import type { Expression } from '../../../promql/index.ts';
import type { Plan } from '../../model/index.ts';
import type { Graph } from '../graph.ts';

/** What a check found, for the person who must mend it. */
export interface GraphRemark {
  /** What it is about: `alert HostDiskFull`, `job grafana`. */
  readonly where: string;
  /** The file in which it shows, relative to the folder of the stack; the stack itself where there is none. */
  readonly file?: string;
  /** Where its author wrote it: the keys in the definition that lead there, or the expression of the rule. */
  readonly written?: { readonly path: readonly (string | number)[] } | { readonly expression: Expression };
  readonly message: string;
  readonly fix: string;
}

/** A remark with the check that made it. */
export interface GraphFinding extends GraphRemark {
  readonly code: GraphCheck['code'];
  /** The check's name: `dead-link`. */
  readonly check: string;
  readonly severity: GraphCheck['severity'];
}

/** One check of how the things of a stack hang together: one file. */
export interface GraphCheck {
  readonly code: `NX${number}`;
  /** The name people call it by, and the name of its file. */
  readonly name: string;
  /** `error`: it will not work. `warning`: it works, and wastes or misleads. */
  readonly severity: 'error' | 'warning';
  /** One sentence: what is refused. */
  readonly title: string;
  /** What happens if nobody says so. */
  readonly why: string;
  /** It is about the definition as a whole: found only if it is found in every environment that is looked at. */
  readonly everywhere?: true;
  readonly run: (graph: Graph, plan: Plan) => Iterable<GraphRemark>;
}
