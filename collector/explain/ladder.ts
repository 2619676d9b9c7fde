import { drawColumns } from './ladder-columns.ts'
import { drawList } from './ladder-list.ts'
import { ladderNodes } from './ladder-nodes.ts'
import { ladderRows } from './ladder-rows.ts'
import type { Page } from './page.ts'
import type { Story } from './story.ts'

/** Draws the messages of an attempt: arrows between columns where the page is wide enough, else a list. */
export function drawLadder(story: Story, page: Page): readonly string[] {
  if (story.detail.ladder.length === 0) return []
  const found = ladderNodes(story)
  const rows = ladderRows(story, found, page)
  return drawColumns(found.nodes, rows, page) ?? drawList(found.nodes, rows, page)
}
