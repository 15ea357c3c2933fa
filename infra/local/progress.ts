/** A bar on a terminal; elsewhere a line for every tenth, because a log is no place for a bar. */
import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface ProgressDisplay {
  show(progress: Progress): void;
  end(): void;
}

/** @param things what is counted, in the plural */
export function progressDisplay(label: string, things: string, out: NodeJS.WriteStream): ProgressDisplay {
  return out.isTTY ? bar(label, things, out) : lines(label, things, (line) => out.write(`${line}\n`));
}

function bar(label: string, things: string, stream: NodeJS.WriteStream): ProgressDisplay {
  const single = new SingleBar(
    { format: `${label} {bar} {percentage}%  {value} of {total} ${things}  {eta_formatted} left`, stream },
    Presets.shades_classic,
  );
  let started = false;
  return {
    show({ done, total }) {
      if (!started) single.start(total, done);
      else single.update(done);
      started = true;
    },
    end: () => single.stop(),
  };
}

export function lines(label: string, things: string, write: (line: string) => void): ProgressDisplay {
  let shown = 0;
  return {
    show({ done, total }) {
      const tenths = Math.floor((10 * done) / total);
      if (tenths > shown) write(`${label} ${10 * tenths}%  ${done} of ${total} ${things}`);
      shown = Math.max(shown, tenths);
    },
    end: () => {},
  };
}
