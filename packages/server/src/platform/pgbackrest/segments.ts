/** A piece of changes (WAL) that is kept. */
export interface Segment {
  /** 24 hexadecimal digits: timeline, and the place in it. */
  name: string
  /** When it came in. */
  time: Date
}

/** Changes that are missing between two pieces. */
export interface Gap {
  /** The last piece before it, and the first one after. */
  after: Segment
  before: Segment
  pieces: number
}

/** Pieces of 16 MiB, as initdb makes them: so many in one file number (PostgreSQL's src/include/access/xlog_internal.h). */
const perNumber = 256

const timelineOf = (name: string) => name.slice(0, 8)
const placeOf = (name: string) =>
  Number.parseInt(name.slice(8, 16), 16) * perNumber + Number.parseInt(name.slice(16), 16)

/** The pieces in what `repo-ls --recurse --output=json` printed of the archive, in order. */
export function segmentsIn(listing: string): Segment[] {
  const files = JSON.parse(listing) as Record<string, { type: string; time?: number }>
  return Object.entries(files)
    .flatMap(([path, { type, time = 0 }]) => {
      const name = /\/([0-9A-F]{24})-[0-9a-f]{40}(\.\w+)?$/.exec(path)?.[1]
      return type === 'file' && name ? [{ name, time: new Date(time * 1000) }] : []
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Where pieces are missing, from the piece that the oldest backup begins with. A new timeline begins without a gap. */
export function gapsIn(segments: readonly Segment[], oldest: string | undefined): Gap[] {
  const counted = segments.filter(({ name }) => oldest === undefined || name >= oldest)
  return counted.flatMap((before, index) => {
    const after = counted[index - 1]
    if (!after || timelineOf(after.name) !== timelineOf(before.name)) return []
    const pieces = placeOf(before.name) - placeOf(after.name) - 1
    return pieces > 0 ? [{ after, before, pieces }] : []
  })
}
