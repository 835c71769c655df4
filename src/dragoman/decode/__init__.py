"""Encoding -> drafts: which words name an event, who takes part, who said what. numpy only."""

from dragoman.decode.drafts import decode

__all__ = ["decode"]
