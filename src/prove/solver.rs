//! The SMT solver: a process that is asked one question after another.
//!
//! Must not know what is asked.

use std::process::Stdio;
use std::time::{Duration, Instant};

use cedar_policy::{PolicySet, Request, RequestEnv, Schema};
use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env};
use tokio::runtime::{Builder, Runtime};

use super::model::ModelError;

/// The program, when the environment names no other.
const PROGRAM: &str = "cvc5";
/// The environment variable that names the program.
pub const VARIABLE: &str = "CVC5";

/// What no solver could be started for.
#[derive(Debug, thiserror::Error)]
#[error("{program}: {error}")]
pub struct NoSolver {
    /// The program that was tried.
    pub program: String,
    /// What came of it.
    pub error: String,
}

/// A request for which what was asked does not hold.
pub(super) type Counterexample = Box<Request>;

/// How a question went.
pub(super) enum Answer {
    /// It holds for every request.
    Holds,
    /// It does not hold for this one.
    Fails(Counterexample),
    /// The solver cannot tell, or took too long.
    Unknown(String),
}

/// A solver, and how long it may think over one question.
pub(super) struct Solver {
    program: String,
    limit: Duration,
    runtime: Runtime,
    compiler: Option<CedarSymCompiler<LocalSolver>>,
    /// How long the solver has thought in all, compilation included.
    pub(super) spent: Duration,
}

impl Solver {
    /// Starts the solver.
    pub(super) fn start(limit: Duration) -> Result<Solver, NoSolver> {
        let program = std::env::var(VARIABLE).unwrap_or_else(|_| PROGRAM.to_owned());
        let failed = |error: String| NoSolver { program: program.clone(), error };
        let version = std::process::Command::new(&program)
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match version {
            Ok(status) if status.success() => {}
            Ok(status) => return Err(failed(status.to_string())),
            Err(error) => return Err(failed(error.to_string())),
        }
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| failed(error.to_string()))?;
        Ok(Solver { program, limit, runtime, compiler: None, spent: Duration::ZERO })
    }

    /// Whether no policy of the set can err.
    pub(super) fn never_errs(&mut self, compiled: &CompiledPolicy) -> Answer {
        self.ask(async |compiler| compiler.check_never_errors_with_counterexample_opt(compiled).await)
    }

    /// Whether no request satisfies the policy.
    pub(super) fn never_matches(&mut self, compiled: &CompiledPolicy) -> Answer {
        self.ask(async |compiler| compiler.check_never_matches_with_counterexample_opt(compiled).await)
    }

    /// Whether both are satisfied by the same requests.
    pub(super) fn same_matches(&mut self, one: &CompiledPolicy, other: &CompiledPolicy) -> Answer {
        self.ask(async |compiler| compiler.check_matches_equivalent_with_counterexample_opt(one, other).await)
    }

    /// Whether every request that the first set allows is allowed by the second.
    pub(super) fn implies(&mut self, one: &CompiledPolicySet, other: &CompiledPolicySet) -> Answer {
        self.ask(async |compiler| compiler.check_implies_with_counterexample_opt(one, other).await)
    }

    /// Whether no request is allowed by both.
    pub(super) fn disjoint(&mut self, one: &CompiledPolicySet, other: &CompiledPolicySet) -> Answer {
        self.ask(async |compiler| compiler.check_disjoint_with_counterexample_opt(one, other).await)
    }

    fn ask(
        &mut self,
        question: impl AsyncFnOnce(
            &mut CedarSymCompiler<LocalSolver>,
        ) -> Result<Option<Env>, cedar_policy_symcc::err::Error>,
    ) -> Answer {
        let begun = Instant::now();
        let compiler = match self.compiler.take().map_or_else(|| self.compiler(), Ok) {
            Ok(compiler) => compiler,
            Err(error) => return Answer::Unknown(error),
        };
        // A solver that fails is left behind: what it would answer next cannot be trusted.
        let (answer, kept) = self.runtime.block_on(async {
            let mut compiler = compiler;
            match tokio::time::timeout(self.limit, question(&mut compiler)).await {
                Ok(Ok(None)) => (Answer::Holds, Some(compiler)),
                Ok(Ok(Some(found))) => (Answer::Fails(Box::new(found.request)), Some(compiler)),
                Ok(Err(error)) => (Answer::Unknown(error.to_string()), None),
                Err(_) => (Answer::Unknown(format!("{} s", self.limit.as_secs())), None),
            }
        });
        self.compiler = kept;
        self.spent += begun.elapsed();
        answer
    }

    fn compiler(&self) -> Result<CedarSymCompiler<LocalSolver>, String> {
        let _entered = self.runtime.enter();
        let mut command = tokio::process::Command::new(&self.program);
        command.args(["--lang", "smt", "--strings-exp"]).kill_on_drop(true);
        let solver = LocalSolver::from_command(&mut command).map_err(|error| error.to_string())?;
        CedarSymCompiler::new(solver).map_err(|error| error.to_string())
    }
}

/// A set of policies as the solver takes it.
pub(super) fn compile_set(
    set: &PolicySet,
    environment: &RequestEnv,
    schema: &Schema,
) -> Result<CompiledPolicySet, ModelError> {
    CompiledPolicySet::compile(set, environment, schema).map_err(|error| ModelError(told(&error)))
}

/// A policy as the solver takes it.
pub(super) fn compile(
    policy: &cedar_policy::Policy,
    environment: &RequestEnv,
    schema: &Schema,
) -> Result<CompiledPolicy, ModelError> {
    CompiledPolicy::compile(policy, environment, schema).map_err(|error| ModelError(told(&error)))
}

/// An error with what it hides.
fn told(error: &cedar_policy_symcc::err::Error) -> String {
    match error {
        cedar_policy_symcc::err::Error::PolicyNotWellTyped { errs } => {
            errs.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}
