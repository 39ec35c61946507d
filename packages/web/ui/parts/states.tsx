import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { asProblem } from '../api/problem.ts'
import { ProblemNote } from './problem-note.tsx'
import { useSlow } from './slow.ts'
import classes from './states.module.css'

/** Grey lines where the answer will stand, after 300 ms only. */
export function Loading({ rows = 5, height = 56 }: { rows?: number; height?: number }) {
  const slow = useSlow(true)
  const { t } = useLingui()
  return (
    <div role="status" aria-label={t`Bezig met laden`} className={classes.loading}>
      {slow && (
        <Stack gap="xs">
          {Array.from({ length: rows }, (_, index) => index).map((row) => (
            <Skeleton key={row} height={height} radius="md" />
          ))}
        </Stack>
      )}
    </div>
  )
}

interface EmptyProps {
  title: ReactNode
  children?: ReactNode
  /** What somebody can do about it: a button or a link. */
  action?: ReactNode
}

/** Nothing here yet, said in words with what to do next. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <p className={classes.emptyTitle}>{title}</p>
      {children && <div className={classes.emptyText}>{children}</div>}
      {action}
    </div>
  )
}

interface AnswerProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isPending'>
  children: (data: T) => ReactNode
  /** Shown while waiting; grey lines otherwise. */
  loading?: ReactNode
}

/** The one way to show an answer of the server: waiting, wrong or there. Older data stays in sight when a refresh fails. */
export function Answer<T>({ query, children, loading }: AnswerProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} />
  return <>{loading ?? <Loading />}</>
}

interface MoreProps {
  hasMore: boolean
  busy: boolean
  onMore: () => void
  /** The last try went wrong: it is not tried again by itself. */
  failed?: boolean
  children?: ReactNode
}

/** The foot of a long list: the next page is fetched ahead when its end comes near, and with a button for who does not scroll. */
export function MoreButton({ hasMore, busy, onMore, failed = false, children }: MoreProps) {
  const foot = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  latest.current = onMore
  useEffect(() => {
    if (!hasMore || busy || failed || !foot.current) return
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current()
      },
      { rootMargin: '300px' },
    )
    watch.observe(foot.current)
    return () => watch.disconnect()
  }, [hasMore, busy, failed])
  if (!hasMore) return null
  return (
    <div className={classes.more} ref={foot}>
      {failed && (
        <p role="alert">
          <Trans>De rest van de lijst kwam niet binnen.</Trans>
        </p>
      )}
      <Button variant="default" onClick={onMore} loading={busy}>
        {children ?? <Trans>Toon meer</Trans>}
      </Button>
    </div>
  )
}

/** Says something to screen readers when it changes; the eye sees it elsewhere. */
export function Announce({ children }: { children: ReactNode }) {
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {children}
    </VisuallyHidden>
  )
}
