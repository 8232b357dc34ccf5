export interface Progress {
  /** The file is read twice, to prove how it is written and then to read it so; after that it is written. */
  phase: 'prove' | 'read' | 'write';
  rows: number;
  /** How much of the phase is done, 0 to 1. */
  done: number;
}

/** Hears of rows and bytes as they are read. */
export interface Watch {
  onBytes: (bytes: number) => void;
  onRow: (rows: number) => void;
}

/** Reports each thousand rows. */
export function watchReading(phase: Progress['phase'], totalBytes: number, onProgress?: (progress: Progress) => void): Watch {
  let bytes = 0;
  return {
    onBytes: (read) => void (bytes = read),
    onRow: (rows) => {
      if (rows % 1_000 === 0) onProgress?.({ phase, rows, done: bytes / totalBytes });
    },
  };
}
