//! All integration tests of the gate, in one binary: against a naive oracle, stories, vectors and laws.

#[cfg(test)]
mod approvals;
#[cfg(test)]
mod basis;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod effects;
#[cfg(test)]
mod embeds;
#[cfg(test)]
mod handing_out;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod org;
#[cfg(test)]
mod previews;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod properties_folders;
#[cfg(test)]
mod rotation;
#[cfg(test)]
mod scenarios;
#[cfg(test)]
mod sources;
