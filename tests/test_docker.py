"""The container files keep step with the command line, the settings and the lock; no engine is needed to see it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[1]
DOCKER = PROJECT / "docker"
# The services that run somebody else's image.
NEIGHBOURS = {"postgres", "redis"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    parsed = yaml.safe_load((DOCKER / "compose.yaml").read_text())
    assert isinstance(parsed, dict)
    return parsed


@pytest.fixture(scope="module")
def roles(compose: dict[str, Any]) -> dict[str, Any]:
    """The services that run our image."""
    return {name: service for name, service in compose["services"].items() if name not in NEIGHBOURS}


def dockerfile_command(instruction: str) -> list[str]:
    """The words of an exec-form instruction of the Dockerfile, such as HEALTHCHECK … CMD ["mailgate", "check"]."""
    found = re.findall(rf"^{instruction}\b.*\[(.+)\]$", (DOCKER / "Dockerfile").read_text(), re.MULTILINE)
    assert len(found) == 1, f"{instruction} stands {len(found)} times in the Dockerfile"
    return [word.strip().strip('"') for word in found[0].split(",")]


def assert_command_exists(words: list[str]) -> None:
    pytest.importorskip("mailgate.cli")
    program = "from mailgate.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *words, "--help"], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert done.returncode == 0, f"mailgate {' '.join(words)}: {done.stderr}"


def test_compose_has_a_container_for_each_role(roles: dict[str, Any]) -> None:
    assert set(roles) == {"migrate", "poll", "work", "tick"}
    assert {service["image"] for service in roles.values()} == {"mailgate:latest"}


@pytest.mark.parametrize("role", ["migrate", "poll", "work", "tick"])
def test_a_roles_command_exists(roles: dict[str, Any], role: str) -> None:
    assert_command_exists(roles[role]["command"])


@pytest.mark.parametrize(("instruction", "program"), [("HEALTHCHECK", ["mailgate"]), ("CMD", [])])
def test_the_images_command_exists(instruction: str, program: list[str]) -> None:
    words = dockerfile_command(instruction)
    assert words[: len(program)] == program
    assert_command_exists(words[len(program) :])


def test_services_wait_only_for_services_that_can_tell_they_are_ready(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in services, f"{name} waits for {other}"
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[other], f"{name} waits for the health of {other}"


def test_nothing_is_published_to_the_network(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == []


def test_our_containers_run_without_root_or_a_writable_image(roles: dict[str, Any]) -> None:
    assert re.search(r"^USER mailgate$", (DOCKER / "Dockerfile").read_text(), re.MULTILINE)
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in roles.values())


def test_volumes_are_declared(compose: dict[str, Any]) -> None:
    mounts = [mount.split(":")[0] for service in compose["services"].values() for mount in service.get("volumes", [])]
    assert {mount for mount in mounts if not mount.startswith(".")} == set(compose["volumes"])
    assert [mount for mount in mounts if mount.startswith(".") and not (DOCKER / mount).is_dir()] == []


def test_the_example_of_the_settings_holds_no_secret_and_no_unknown_name() -> None:
    lines = (DOCKER / "mailgate.env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert [name for name in given if name.endswith(("PASSWORD", "SECRET_KEY")) and given[name]] == []
    settings = pytest.importorskip("mailgate.settings").Settings
    known = {f"MAILGATE_{field.upper()}" for field in settings.model_fields}
    assert {name for name in given if name.startswith("MAILGATE_")} <= known


def test_the_image_is_built_from_files_that_exist_and_are_sent() -> None:
    sent = set(re.findall(r"^!(\S+)$", (PROJECT / ".dockerignore").read_text(), re.MULTILINE))
    copied: set[str] = set()
    for line in re.findall(r"^COPY (?!--from)(.+)$", (DOCKER / "Dockerfile").read_text(), re.MULTILINE):
        copied.update(line.split()[:-1])
    assert copied == sent
    assert [name for name in copied if not (PROJECT / name).exists()] == []
