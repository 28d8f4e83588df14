import { open } from '@narthex/instrumentation';

/** The labels of every container. The root control group and those of systemd have no name and no image. */
export const containerLabels = {
  id: open({ typically: 20 }),
  image: open({ typically: 10, sometimes: true }),
  name: open({ typically: 20, sometimes: true }),
};

/** One series for each container. */
export const container = { labels: containerLabels, key: ['id'] } as const;
