//! The parts of a step that change licenses.

use crate::domain::sale::{Evidence, Line, LineState, LineWrite};
use crate::domain::{License, LineNumber};

use super::Step;

impl Step {
    /// Changes a line without moving it.
    pub(in crate::domain::sale) fn note(
        mut self,
        number: LineNumber,
        change: impl FnOnce(&mut Line),
    ) -> Self {
        let Some(line) = self.change.after.lines.iter_mut().find(|line| line.number == number) else {
            self.is_legal = false;
            return self;
        };
        let place = (line.state, line.look_at);
        change(line);
        let write = if place == (line.state, line.look_at) {
            LineWrite::Noted(number)
        } else {
            LineWrite::Moved(number)
        };
        let writes = &mut self.change.lines;
        match writes.iter_mut().find(|write| write.number() == number) {
            Some(LineWrite::Added(_)) => {}
            Some(earlier) if write == LineWrite::Moved(number) => *earlier = write,
            Some(_) => {}
            None => writes.push(write),
        }
        self
    }

    /// Moves a line.
    pub(in crate::domain::sale) fn line(
        mut self,
        number: LineNumber,
        to: LineState,
        change: impl FnOnce(&mut Line),
    ) -> Self {
        let is_decided = self.is_decided;
        let may_move = |line: &Line| {
            let is_staffs = line.state == LineState::Held && !is_decided;
            // An earlier attempt has left, so the license may belong to the buyer.
            let has_left =
                to == LineState::Released && line.state == LineState::Assigning && line.attempts > 1;
            line.state.may_become(to) && !is_staffs && !has_left
        };
        self.is_legal &= self.change.after.numbered(number).is_some_and(may_move);
        self.is_move = true;
        self.note(number, |line| {
            (line.state, line.look_at) = (to, None);
            change(line);
        })
    }

    /// Moves a line and changes nothing but its evidence.
    pub(in crate::domain::sale) fn line_because(
        self,
        number: LineNumber,
        to: LineState,
        evidence: Evidence,
    ) -> Self {
        self.line(number, to, |line| line.evidence = Some(evidence))
    }

    /// Releases each license in one of these states.
    pub(in crate::domain::sale) fn release(mut self, states: &[LineState], evidence: Evidence) -> Self {
        let lines = self.change.after.lines.iter().filter(|line| states.contains(&line.state));
        for number in lines.map(|line| line.number).collect::<Vec<_>>() {
            self = self.line_because(number, LineState::Released, evidence);
        }
        self
    }

    /// Adds a license. The ledger refuses one that another live sale holds.
    pub(in crate::domain::sale) fn add(mut self, license: License, state: LineState) -> Self {
        let last = self.change.after.lines.iter().map(|line| line.number.as_i64()).max();
        let number = LineNumber::new(last.unwrap_or(0) + 1);
        self.change.after.lines.push(Line::new(number, license, state));
        self.change.lines.push(LineWrite::Added(number));
        self
    }
}
