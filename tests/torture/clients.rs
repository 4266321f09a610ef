//! All clients, and who is at which of them: two people never call the same one at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A client.
#[derive(Clone, Debug)]
pub struct Client {
    pub phone: String,
    /// The number of the questionnaire, once it was seen.
    pub id: Option<u32>,
    /// All attempts in order: by whom, and the comment.
    pub saved: Vec<(i64, String)>,
    /// Another attempt may be made.
    pub open: bool,
}

/// The clients; whoever takes one has it alone until he gives it back.
#[derive(Debug, Default)]
pub struct Clients(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    free: BTreeMap<String, Client>,
    phones: HashMap<u32, String>,
}

impl Clients {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new one.
    pub fn enter(&self, phone: String) -> Client {
        Client { phone, id: None, saved: Vec::new(), open: true }
    }

    /// The one with this number, if he may be called and nobody is at it.
    pub fn take(&self, phone: &str) -> Option<Client> {
        let mut known = self.known();
        known.free.get(phone).filter(|client| client.open)?;
        known.free.remove(phone)
    }

    /// The one with this questionnaire, if nobody is at it.
    pub fn take_lead(&self, id: u32) -> Option<Client> {
        let mut known = self.known();
        let phone = known.phones.get(&id)?.clone();
        known.free.remove(&phone)
    }

    pub fn give_back(&self, client: Client) {
        let mut known = self.known();
        if let Some(id) = client.id {
            known.phones.insert(id, client.phone.clone());
        }
        known.free.insert(client.phone.clone(), client);
    }

    /// All of them.
    pub fn all(&self) -> Vec<Client> {
        self.known().free.values().cloned().collect()
    }
}
