import type { Duration } from './duration.ts';
import type { AtPlace } from './place.ts';
import type { SecretRef } from './secret.ts';
import type { Size } from './size.ts';

/** A container image: `name:tag`, pinned by digest where one is known. */
export interface Image {
  readonly name: string;
  readonly tag: string;
  /** `sha256:…`; the tag stays for people, the digest decides. */
  readonly digest?: string;
}

/** The reference that engines and clusters take: `name:tag` or `name:tag@digest`. */
export function imageReference(image: Image): string {
  return `${image.name}:${image.tag}${image.digest === undefined ? '' : `@${image.digest}`}`;
}

/** A port that a part listens on. */
export interface Port {
  /** DNS label of at most 15 characters: `http`, `cluster`. */
  readonly name: string;
  readonly number: number;
  /** Also UDP (Alertmanager's gossip). Default: TCP only. */
  readonly udp?: boolean;
}

/** A file that is mounted read-only. Its path is relative to the workload's configuration folder: `prometheus.yml`. */
export type ConfigFile =
  /** Generated: a text as it is, anything else is written as YAML. */
  | { readonly path: string; readonly content: AtPlace<unknown> }
  /** One of Narthex's own programs, bundled into one file. */
  | { readonly path: string; readonly asset: AssetName };

/** The programs of `apps/` that a stack may run, and what they serve. */
export type AssetName =
  | 'simulator.mjs'
  | 'inbox.mjs'
  | 'runbooks.mjs'
  | 'preview.mjs'
  // The page that the preview serves.
  | 'preview.js'
  | 'preview.css';

/** The folders of files that all targets share. */
export type SharedFolder = 'rules' | 'dashboards' | 'runbooks';

/** A folder that must survive a restart. */
export interface DataVolume {
  readonly name: string;
  /** Where the program sees it in a container. */
  readonly mountPath: string;
  readonly size: Size;
}

/** How to tell that a part is alive and ready. */
export interface Health {
  /** Port name that answers. */
  readonly port: string;
  /** HTTP paths; a part without HTTP is asked through `command` only, or by a TCP connect where no command can run. */
  readonly readyPath?: string;
  readonly livePath?: string;
  /**
   * The check inside the container. `wget` and `curl` say which of the two the real image has; a list is a command of its own
   * (`['pg_isready', '-q']`); none says that the image has nothing that can check.
   */
  readonly command: 'wget' | 'curl' | 'none' | readonly string[];
  /** How long a start may take before it counts as failed. Prometheus replays its log first. */
  readonly startWithin: Duration;
}

/** What a part may use. Memory limit and request differ because a limit that is hit kills. */
export interface Resources {
  readonly cpu: { readonly request: number; readonly limit: number };
  readonly memory: { readonly request: Size; readonly limit: Size };
  /** Number of processes and threads. */
  readonly pids: number;
}

/** The rules of the hardened default that a part may be excused from. */
export type HardeningRule =
  | 'non-root'
  | 'read-only-root'
  | 'no-capabilities'
  | 'no-host-network'
  | 'no-host-pid'
  | 'no-host-paths'
  | 'no-devices';

/** One excuse, with the reason that makes it acceptable. */
export interface HardeningException {
  readonly rule: HardeningRule;
  readonly reason: string;
}

/** A path of the host that a part needs to see, always read-only. */
export interface HostPath {
  readonly path: string;
  readonly mountPath: string;
  /** Also see what the host mounts later (`rslave`). */
  readonly propagate?: boolean;
}

/** Strict unless it says otherwise: non-root, read-only root, no capabilities, nothing of the host. */
export interface Hardening {
  readonly user: { readonly uid: number; readonly gid: number };
  readonly writableRoot?: boolean;
  readonly capabilities?: readonly string[];
  readonly hostNetwork?: boolean;
  readonly hostPid?: boolean;
  readonly hostPaths?: readonly HostPath[];
  readonly devices?: readonly string[];
  /** Kernel settings of the container's own network namespace; safe ones only. */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** Memory-backed scratch folders. */
  readonly tmpfs?: readonly { readonly path: string; readonly size: Size }[];
  readonly exceptions: readonly HardeningException[];
}

/**
 * Why a part talks to another. Compose puts each purpose on a network of its own; NetworkPolicies name the exact ports.
 * `scrape`, `ask` (Prometheus asks a prober) and `probe` follow from the jobs and need not be written.
 */
export type Purpose = 'scrape' | 'ask' | 'probe' | 'alert' | 'query' | 'data' | 'deliver';

/** Who a part talks to. */
export type Connection =
  | { readonly to: string; readonly port?: string; readonly purpose: Purpose }
  /** Outside the stack: a mail server, a chat service. */
  | { readonly outside: string; readonly port: number; readonly purpose: Purpose };

/** A program that runs once, on this machine only, before a process first starts; images do this in their entrypoint. */
export interface Preparation {
  /** Skipped when this volume already holds something. */
  readonly volume: string;
  readonly commands: readonly {
    readonly program: string;
    readonly args: AtPlace<readonly string[]>;
    readonly stdin?: AtPlace<string>;
  }[];
}

/** Something that a platform already has, so that a workload for it would be a second one. */
export interface ProvidedBy {
  /** Kubernetes: the kubelet serves these metrics under this path. */
  readonly kubelet?: { readonly path: string };
}

/** One part as it is, for all targets. */
export interface Workload {
  /** DNS label; the host name by which the others know it. */
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  readonly image: Image;
  /** Its executable for the local target, by the program's own name: `prometheus`, `node_exporter`. */
  readonly program: string;
  /** Whether the image's own entrypoint stays (then only arguments are given), or the program is named instead of it. */
  readonly entrypoint: boolean;
  readonly args: AtPlace<readonly string[]>;
  /** Arguments of the program as a process of this machine, where an image's entrypoint would add its own. */
  readonly processArgs?: AtPlace<readonly string[]>;
  /** Variables; a reference to the replica's own name or address is filled in by the target. */
  readonly environment: AtPlace<Readonly<Record<string, string | { readonly replica: 'name' | 'address' }>>>;
  /** Where its generated files are seen in a container: `/etc/prometheus`. */
  readonly configFolder: string;
  readonly files: readonly ConfigFile[];
  /** Folders of shared files that it reads, and where it sees them. */
  readonly shared: readonly { readonly folder: SharedFolder; readonly mountPath: string }[];
  readonly volumes: readonly DataVolume[];
  readonly ports: readonly Port[];
  readonly health: Health;
  readonly resources: Resources;
  readonly hardening: Hardening;
  readonly connects: readonly Connection[];
  readonly secrets: readonly SecretRef[];
  /** How many run where the target can run several. */
  readonly replicas: number;
  /** Runs once per machine, next to the host's own processes, rather than once per stack. */
  readonly perHost: boolean;
  /** How long an orderly end may take: Prometheus writes its head, Alertmanager its log of notifications. */
  readonly stopWithin: Duration;
  /** The port that a person opens, published on loopback. Without a login it is not opened to an ingress controller. */
  readonly published?: {
    readonly port: string;
    readonly title: string;
    readonly login?: false;
    /** Said beside the address, where the title alone promises too much. */
    readonly note?: string;
  };
  /** An image of its own that can be built: the usual one, with its files, started with these arguments, which need no secret. */
  readonly ownImage?: { readonly image: Image; readonly args: AtPlace<readonly string[]> };
  readonly prepare?: Preparation;
  readonly providedBy?: ProvidedBy;
  /** The Prometheus Operator runs this kind itself, from a resource of this kind; its configuration is the first of `files`. */
  readonly operator?: 'prometheus' | 'alertmanager';
  /** Belongs to the system that is watched (an application, a database), not to what watches it. */
  readonly watched: boolean;
}

/** A part for a machine that cannot run another one: it runs as a process only, and only while that other is left out. */
export interface Fallback {
  /** Name of the part in whose place it runs. */
  readonly insteadOf: string;
  readonly workload: Workload;
}

/** What most parts have in common; a part's file says only what is special about it. */
export const workloadDefaults = {
  entrypoint: true,
  environment: () => ({}),
  files: [],
  shared: [],
  volumes: [],
  connects: [],
  secrets: [],
  replicas: 1,
  perHost: false,
  stopWithin: '10s',
  watched: false,
} as const satisfies Partial<Workload>;

/** The strict default: user 65534, read-only root, no capabilities, nothing of the host. */
export const strict: Hardening = { user: { uid: 65534, gid: 65534 }, exceptions: [] };
