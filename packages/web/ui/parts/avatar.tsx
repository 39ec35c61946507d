import { avatarLetters } from '../formats/names.ts'
import classes from './avatar.module.css'

/** Initials in a circle; the name stands beside it, so it says nothing to a screen reader. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'md' | 'lg' }) {
  return <span className={classes.avatar} data-size={size} data-letters={avatarLetters(name)} aria-hidden="true" />
}
