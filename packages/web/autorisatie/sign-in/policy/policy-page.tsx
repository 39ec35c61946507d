import type { PolicyChange, PolicyEffect, Role, SignInPolicy } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { Note } from '../../../ui/parts/note.tsx'
import { Page } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import { Answer } from '../../../ui/parts/states.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import parts from '../../parts/parts.module.css'
import { useRoles } from '../../queries.ts'
import { policyKey, usePolicy } from '../queries.ts'
import { ConflictingPolicy } from './conflicting-policy.tsx'
import { PolicyEffects } from './policy-effects.tsx'
import { PolicyFields } from './policy-fields.tsx'
import { allowedForRole, changeOf, draftOf, looksLikeRange, numbersOutside, type PolicyDraft } from './policy-values.ts'

/** How this environment lets people in. A change is looked at before it is saved. */
export default function PolicyPage() {
  const { t } = useLingui()
  const policy = usePolicy()
  const roles = useRoles()
  return (
    <Page title={t`Beleid voor aanmelden`}>
      <p className={parts.lead}>
        <Trans>
          Dit geldt voor iedereen in deze omgeving. Je ziet eerst wat een wijziging doet. Pas daarna bewaar je haar.
        </Trans>
      </p>
      <Answer query={policy}>
        {(current) => <Answer query={roles}>{({ items }) => <PolicyForm policy={current} roles={items} />}</Answer>}
      </Answer>
    </Page>
  )
}

const isWhole = (draft: PolicyDraft, roles: readonly Role[]): boolean =>
  draft.ways.length > 0 &&
  draft.everybody.length > 0 &&
  roles.every((role) => allowedForRole(draft, role.key).length > 0) &&
  numbersOutside(draft).length === 0 &&
  draft.ranges.every(({ name, range }) => name.trim() && looksLikeRange(range.trim()))

function PolicyForm({ policy, roles }: { policy: SignInPolicy; roles: readonly Role[] }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [base, setBase] = useState(policy)
  const [draft, setDraft] = useState(() => draftOf(policy))
  const [judged, setJudged] = useState(false)
  const [refused, setRefused] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // The field can be far above the button: the keyboard goes to where there is something to do.
    if (refused > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refused])
  const check = useMutation({
    mutationFn: (change: PolicyChange) => post<PolicyEffect>('/sign-in-policy/check', change),
  })
  const save = useMutation({
    mutationFn: (change: PolicyChange) => post<SignInPolicy>('/sign-in-policy', change),
    onSuccess: (saved) => {
      queries.setQueryData(policyKey, saved)
      setBase(saved)
      setDraft(draftOf(saved))
      check.reset()
      toasts.show(t`Het beleid is bewaard en geldt meteen.`)
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setBase(current as SignInPolicy)
    },
  })
  const change = (part: Partial<PolicyDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
    check.reset()
  }
  const look = (event: FormEvent) => {
    event.preventDefault()
    const whole = isWhole(draft, roles)
    setJudged(!whole)
    setRefused((times) => times + (whole ? 0 : 1))
    if (!whole || check.isPending) return
    save.reset()
    check.mutate(changeOf(draft, base.version))
  }
  const problem = save.error ? asProblem(save.error) : check.error ? asProblem(check.error) : undefined
  const conflict = problem?.code === 'conflict'
  return (
    <>
      <form ref={form} onSubmit={look} noValidate>
        <PolicyFields draft={draft} roles={roles} judged={judged} onChange={change} />
        {judged && !isWhole(draft, roles) && (
          <Note kind="danger" alert>
            <Trans>Niet alles is goed ingevuld. Boven deze regel staat bij elk veld wat er nog moet.</Trans>
          </Note>
        )}
        {conflict && <ConflictingPolicy theirs={base} mine={draft} />}
        {problem && !conflict && <ProblemNote problem={problem} />}
        {!check.data && (
          <Button type="submit" loading={check.isPending}>
            <Trans>Bekijk wat dit doet</Trans>
          </Button>
        )}
      </form>
      {check.data && (
        <PolicyEffects
          effect={check.data}
          saving={save.isPending}
          onSave={() => save.mutate(changeOf(draft, base.version))}
        />
      )}
    </>
  )
}
