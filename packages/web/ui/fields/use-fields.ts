import { useState } from 'react'
import { type ApiProblem, fieldMessage } from '../api/problem.ts'

type Errors<T> = Partial<Record<keyof T & string, string>>

export interface Fields<T> {
  values: T
  set: <K extends keyof T & string>(name: K, value: T[K]) => void
  reset: (values: T) => void
  /** Shows these messages at their fields; an empty object clears them. Returns whether there are any. */
  refuse: (errors: Errors<T>) => boolean
  error: (name: keyof T & string) => string | undefined
  /** value, onChange and error for a text input or select. */
  text: (name: TextName<T>) => {
    value: string
    onChange: (event: { currentTarget: { value: string } }) => void
    error: string | undefined
  }
  /** checked and onChange for a checkbox. */
  tick: (name: TickName<T>) => { checked: boolean; onChange: (event: { currentTarget: { checked: boolean } }) => void }
}

type TextName<T> = { [K in keyof T & string]: T[K] extends string ? K : never }[keyof T & string]
type TickName<T> = { [K in keyof T & string]: T[K] extends boolean ? K : never }[keyof T & string]

/** The state of a form: what is typed, and the messages of this page's own checks and of the server's problem, each at its field. */
export function useFields<T extends object>(initial: T, problem?: ApiProblem | null): Fields<T> {
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Errors<T>>({})
  const [judged, setJudged] = useState<ApiProblem | null>()
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  // A new answer of the server counts for every field again; typing in a field takes its message away.
  if (problem && problem !== judged) {
    setJudged(problem)
    setTouched(new Set())
  }
  const set: Fields<T>['set'] = (name, value) => {
    setValues((before) => ({ ...before, [name]: value }))
    setErrors((before) => ({ ...before, [name]: undefined }))
    setTouched((before) => new Set([...before, name]))
  }
  const error = (name: keyof T & string) =>
    errors[name] ?? (problem && !touched.has(name) ? fieldMessage(problem, name) : undefined)
  return {
    values,
    set,
    reset: (next) => {
      setValues(next)
      setErrors({})
    },
    refuse: (found) => {
      setErrors(found)
      return Object.values(found).some(Boolean)
    },
    error,
    text: (name) => ({
      value: values[name] as string,
      onChange: (event) => set(name, event.currentTarget.value as T[typeof name]),
      error: error(name),
    }),
    tick: (name) => ({
      checked: values[name] as boolean,
      onChange: (event) => set(name, event.currentTarget.checked as T[typeof name]),
    }),
  }
}
