/** One of several lists, each newest first and fetched page by page. */
export interface Stream<T> {
  items: readonly T[]
  /** More exists than has been fetched. */
  hasMore: boolean
}

/** The latest of some moments; '' of none. */
const latest = (moments: string[]) => moments.toSorted().at(-1) ?? ''
const oldest = <T extends { at: string }>(stream: Stream<T>) => stream.items.at(-1)?.at ?? '9999'

/**
 * Lists as one, newest first. Nothing is shown that is older than what an unfinished list has reached: in the gap something may
 * still come.
 */
export function merge<T extends { at: string }>(streams: readonly Stream<T>[]): T[] {
  const horizon = latest(streams.filter((stream) => stream.hasMore).map(oldest))
  return streams
    .flatMap((stream) => stream.items)
    .filter((item) => item.at >= horizon)
    .toSorted((one, two) => (one.at < two.at ? 1 : one.at > two.at ? -1 : 0))
}

/** Which lists must be fetched further to show more: those that hold the horizon up. Gives their places. */
export function behind<T extends { at: string }>(streams: readonly Stream<T>[]): number[] {
  const unfinished = streams.map((stream, place) => ({ stream, place })).filter(({ stream }) => stream.hasMore)
  const highest = latest(unfinished.map(({ stream }) => oldest(stream)))
  return unfinished.filter(({ stream }) => oldest(stream) === highest).map(({ place }) => place)
}
