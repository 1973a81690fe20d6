"""The bound of the child on Windows, where there is no setrlimit: a Job Object that the process puts itself into.

Written after Microsoft's documentation of JOBOBJECT_EXTENDED_LIMIT_INFORMATION; sizes and calls are tested with a stand-in of kernel32.
"""

import ctypes
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p

EXTENDED = 9  # JobObjectExtendedLimitInformation
PROCESS_TIME, PROCESS_MEMORY, DIE_ON_UNHANDLED_EXCEPTION = 0x2, 0x100, 0x400
TICKS = 10_000_000  # of 100 nanoseconds in a second


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, its inner structures laid out flat; only what is named in words is used."""

    _fields_ = [("process_time", c_int64), ("job_time", c_int64), ("flags", c_uint32), ("least_set", c_size_t), ("most_set", c_size_t),
                ("processes", c_uint32), ("affinity", c_size_t), ("priority", c_uint32), ("scheduling", c_uint32), ("counters", c_uint64 * 6),
                ("process_memory", c_size_t), ("job_memory", c_size_t), ("peak_process", c_size_t), ("peak_job", c_size_t)]


def bound(megabytes: int, seconds: int, kernel32=None) -> bool:
    """Whether this process may from now on take no more memory and processor time than that."""
    kernel = kernel32 or ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = c_void_p  # a handle is as wide as a pointer
    kernel.SetInformationJobObject.argtypes = (c_void_p, ctypes.c_int, c_void_p, c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (c_void_p, c_void_p)
    job = kernel.CreateJobObjectW(None, None)
    limits = Limits(process_time=seconds * TICKS, process_memory=megabytes << 20, flags=PROCESS_TIME | PROCESS_MEMORY | DIE_ON_UNHANDLED_EXCEPTION)
    return bool(job and kernel.SetInformationJobObject(job, EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
                and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()))
