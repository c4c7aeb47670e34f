//! A server that wants to know who asks: calls wait until its user has logged in.

use super::exchange::{Body, Exchange};
use super::trouble::Trouble;
use super::{Client, Purpose};
use crate::failure::{Failure, FailureKind};
use crate::machine::{Effect, Fetch, LoginStep, Status};
use crate::oauth::Step;

impl Client {
    /// Whether this refusal can be answered by a login; then that is on its way.
    pub(super) fn logs_in(&mut self, purpose: &Purpose, challenge: Option<&str>) -> bool {
        // A token that is refused at once is not the right one, and another would not be either.
        if self.fresh_token || matches!(purpose, Purpose::Notice | Purpose::Login) {
            return false;
        }
        let Some(login) = &mut self.login else {
            return false;
        };
        if let Purpose::Call(call) = purpose
            && let Some(pending) = self.calls.get_mut(call)
        {
            pending.park();
        }
        if !login.is_under_way() {
            let step = login.refused(challenge);
            self.log_in(step);
        }
        true
    }

    pub(super) fn begin_login(&mut self, redirect: &str, random: &str) {
        if let Some(login) = self.login.as_mut().filter(|login| login.is_under_way()) {
            let step = login.begin(redirect, random);
            self.log_in(step);
        }
    }

    pub(super) fn returned(&mut self, address: Option<&str>) {
        if let Some(login) = self.login.as_mut().filter(|login| login.is_under_way()) {
            let step = login.returned(address);
            self.log_in(step);
        }
    }

    pub(super) fn login_answered(&mut self, answer: Option<(u16, &[u8])>) {
        if let Some(login) = &mut self.login {
            let step = login.answered(answer);
            self.log_in(step);
        }
    }

    fn log_in(&mut self, step: Step) {
        match step {
            Step::Begin => self.effects.push(Effect::Login(LoginStep::Begin)),
            Step::Visit(address) => self.effects.push(Effect::Login(LoginStep::Visit(address))),
            Step::Ask(question) => {
                self.last_exchange += 1;
                let exchange = self.last_exchange;
                let patience = self.options.connect_ms;
                self.exchanges.insert(
                    exchange,
                    Exchange::new(Purpose::Login, 0, patience, self.now),
                );
                let content_type = question
                    .content_type
                    .map(|kind| ("Content-Type".into(), kind.into()));
                let accept = ("Accept".into(), "application/json".into());
                self.effects.push(Effect::Fetch(Fetch {
                    exchange,
                    method: question.method.into(),
                    url: question.url,
                    headers: [accept].into_iter().chain(content_type).collect(),
                    // Codes and tokens are keys as well.
                    keyed: question.body.is_some(),
                    body: question.body,
                }));
            }
            Step::Done => {
                self.fresh_token = true;
                if matches!(self.status, Status::Ready { .. }) {
                    self.send_waiting();
                } else {
                    self.connect();
                }
            }
            Step::Failed(why) => {
                if !matches!(self.status, Status::Ready { .. }) {
                    return self.fail(Trouble::NoLogin(why));
                }
                let failure = Failure::new(FailureKind::PermissionError, why).with_code(401);
                for id in self.parked() {
                    self.calls.remove(&id);
                    self.effects.push(Effect::Answer {
                        id,
                        outcome: Err(failure.clone()),
                    });
                }
            }
        }
    }

    /// The body of an answer about the login has come, or never will.
    pub(super) fn end_login(&mut self, exchange: &Exchange) {
        match &exchange.body {
            Body::Whole(body) => self.login_answered(Some((exchange.status, body))),
            _ => self.login_answered(None),
        }
    }
}
