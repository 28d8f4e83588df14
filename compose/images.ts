import { findPort, imageReference, yaml } from '../stacks/model/index.ts';
import { healthCommand, type Rendered } from './service.ts';

/** The file that has Compose build the images of a stack and run from them: `-f compose.yaml -f compose.images.yaml`. */
const overridePath = 'compose.images.yaml';

/** What is needed to build an image of their own for the parts that have one: a Dockerfile each, and the file for Compose. */
export function imageFiles(parts: readonly Rendered[], header: string): ReadonlyMap<string, string> {
  const own = parts.filter(({ workload }) => workload.ownImage !== undefined);
  const files = new Map(own.map((part) => [`${part.workload.name}/Dockerfile`, header + dockerfile(part)]));
  if (own.length === 0) return files;
  const services = own.flatMap(({ workload: { name, ownImage } }) =>
    ownImage === undefined ? [] : [[name, { image: imageReference(ownImage.image), build: { context: `./${name}` } }]],
  );
  return files.set(overridePath, header + yaml({ services: Object.fromEntries(services) }));
}

/** The image of a part: its usual one with its files, as the user that it runs as, with its health check. */
function dockerfile({ workload, at, files }: Rendered): string {
  const { hardening, health, ownImage, configFolder, program } = workload;
  const check = healthCommand(workload);
  return [
    `FROM ${imageReference(workload.image)}`,
    `COPY ${[...files.keys()].join(' ')} ${configFolder}/`,
    `USER ${hardening.user.uid}:${hardening.user.gid}`,
    `EXPOSE ${findPort(workload, health.port).number}`,
    ...(check === undefined
      ? []
      : [
          `HEALTHCHECK --interval=5s --timeout=5s --retries=3 --start-period=${health.startWithin} CMD ${JSON.stringify(check)}`,
        ]),
    'STOPSIGNAL SIGTERM',
    `ENTRYPOINT ${JSON.stringify([program])}`,
    `CMD ${JSON.stringify(ownImage?.args(at) ?? [])}`,
    '',
  ].join('\n');
}
