import type {
  NewReview,
  OpenReviews,
  Review,
  ReviewDecided,
  ReviewDetail,
  ReviewItem,
  ReviewList,
  ReviewPlan,
  ReviewPreview,
  SignedReport,
} from '@hoede/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { create, get, post } from '../../ui/api/client.ts'

const key = ['access-reviews'] as const
const ownKey = [...key, 'own'] as const
// Each look is a row in the log.
const calm = { staleTime: 60_000, refetchOnWindowFocus: false } as const

export const useReviews = () =>
  useQuery({
    queryKey: [...key, 'list'],
    queryFn: ({ signal }) => get<ReviewList>('/access-reviews', { signal }),
    ...calm,
  })

export const useReview = (id: string) =>
  useQuery({
    queryKey: [...key, id],
    queryFn: ({ signal }) => get<ReviewDetail>(`/access-reviews/${id}`, { signal }),
    ...calm,
  })

export const useReport = (id: string) =>
  useQuery({
    queryKey: [...key, id, 'report'],
    queryFn: ({ signal }) => get<SignedReport>(`/access-reviews/${id}/report`, { signal }),
    ...calm,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** All that is mine to review, page after page: hundreds at most, and the filters must know all of it. */
export const useOwnReviews = () =>
  useQuery({
    queryKey: ownKey,
    queryFn: async ({ signal }) => {
      const items: ReviewItem[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: { items: ReviewItem[]; next: string | null } = await get('/access-reviews/own', {
          signal,
          query: { cursor },
        })
        items.push(...page.items)
        cursor = page.next
      }
      return items
    },
    ...calm,
  })

/** How much I still have to review: the number in the navigation. */
export const useOpenReviews = () =>
  useQuery({
    queryKey: [...key, 'open'],
    queryFn: ({ signal }) => get<OpenReviews>('/access-reviews/own/open', { signal }),
    staleTime: 60_000,
  })

export const previewReview = (plan: ReviewPlan) => post<ReviewPreview>('/access-reviews/preview', plan)
export const startReview = (review: NewReview & { id: string }) => create<Review>('/access-reviews', review)

export function useDecision(onDone: (decided: ReviewItem[], decision: string) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({
      decision,
      items,
      words,
    }: {
      decision: 'keep' | 'change' | 'undo' | 'end'
      items: string[]
      words?: string
    }) =>
      decision === 'end'
        ? post<ReviewDecided>('/access-reviews/endings', { items, ...(words ? { words } : {}) })
        : post<ReviewDecided>('/access-reviews/decisions', { items, decision, ...(words ? { words } : {}) }),
    onSuccess: ({ items }, { decision }) => {
      const changed = new Map(items.map((item) => [item.id, item]))
      queries.setQueryData<ReviewItem[]>(ownKey, (all) => all?.map((item) => changed.get(item.id) ?? item))
      void queries.invalidateQueries({ queryKey: [...key, 'open'] })
      onDone(items, decision)
    },
    onError: () => void queries.invalidateQueries({ queryKey: ownKey }),
  })
}

export function useReviewAct<B extends object>(path: string, onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: B) => post<unknown>(path, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: key })
      onDone()
    },
  })
}
